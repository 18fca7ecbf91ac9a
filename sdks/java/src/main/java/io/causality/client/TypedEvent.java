package io.causality.client;

/** An event of the {@code .proto} files; {@link Events} has one class for each. */
public abstract class TypedEvent extends TypedFields {
  private final String name;
  private final String[] required;

  TypedEvent(String name, String... required) {
    this.name = name;
    this.required = required;
  }

  /** The event's name, e.g. {@code screen_view}. */
  public final String eventName() {
    return name;
  }

  final void writeFields(JsonWriter json) throws InvalidEventException {
    check(required);
    writeTo(json);
  }
}
