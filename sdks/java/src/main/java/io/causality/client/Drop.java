package io.causality.client;

/** The loss of one event. Immutable. */
public final class Drop {
  private final DropReason reason;
  private final String eventId;
  private final String eventName;
  private final String detail;

  Drop(DropReason reason, String eventId, String eventName, String detail) {
    this.reason = reason;
    this.eventId = eventId;
    this.eventName = eventName;
    this.detail = detail;
  }

  /** Why. */
  public DropReason reason() {
    return reason;
  }

  /** Id of the event; empty where it never got one. */
  public String eventId() {
    return eventId;
  }

  /** Name of the event. */
  public String eventName() {
    return eventName;
  }

  /** For a person. */
  public String detail() {
    return detail;
  }

  @Override
  public String toString() {
    return reason.text() + ": " + eventName + " " + eventId + ": " + detail;
  }
}
