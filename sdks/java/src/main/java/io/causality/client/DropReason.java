package io.causality.client;

/** Why an event was lost. */
public enum DropReason {
  /** The queue was full and it was the oldest. */
  QUEUE_FULL("queue_full"),
  /** The event alone is larger than the client or the gateway takes. */
  TOO_LARGE("too_large"),
  /** The gateway refused it; the detail has its words. */
  REJECTED("rejected"),
  /** It cannot be sent; the detail says why. */
  INVALID("invalid"),
  /** The client was closed before it could be delivered, or before it was tracked. */
  CLOSED("closed"),
  /** It waited when the person opted out. */
  OPTED_OUT("opted_out");

  private final String text;

  DropReason(String text) {
    this.text = text;
  }

  /** The reason's name in all SDKs, in snake_case. */
  public String text() {
    return text;
  }
}
