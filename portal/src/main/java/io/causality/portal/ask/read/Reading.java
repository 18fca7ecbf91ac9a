package io.causality.portal.ask.read;

import java.util.List;

/** How a question was read. */
public sealed interface Reading {
  /**
   * Understood.
   *
   * @param assumptions sentences on how words were read
   * @param certain whether no other reading is sensible
   */
  record Understood(Intent intent, List<String> assumptions, boolean certain) implements Reading {
    public Understood {
      assumptions = List.copyOf(assumptions);
    }
  }

  /** Several readings with different answers. */
  record Unclear(String text, List<Choice> choices) implements Reading {
    public Unclear {
      choices = List.copyOf(choices);
    }
  }

  /** A reading to choose: what it is called, and the question that means it. */
  record Choice(String text, String question) {}

  /** Not answered. */
  record Declined(Reason reason, String text) implements Reading {}

  /** Why not. */
  enum Reason {
    NO_DATA,
    UNKNOWN_NAME,
    NOT_UNDERSTOOD,
    NOT_ALLOWED,
    NO_VERIFIED_MATCH,
    BUDGET
  }
}
