package io.causality.rules.model;

/** Whose events a rule looks at together. */
public sealed interface Scope {
  /** As rules write it: {@code person}, {@code device}, {@code app}, {@code property:<key>}. */
  String text();

  /** One person. */
  record Person() implements Scope {
    @Override
    public String text() {
      return "person";
    }
  }

  /** One device. */
  record Device() implements Scope {
    @Override
    public String text() {
      return "device";
    }
  }

  /** The whole app. */
  record App() implements Scope {
    @Override
    public String text() {
      return "app";
    }
  }

  /**
   * Events of one value of a property.
   *
   * @param key a property's name, or the name of a column of the lake; not empty
   */
  record Property(String key) implements Scope {
    @Override
    public String text() {
      return "property:" + key;
    }
  }
}
