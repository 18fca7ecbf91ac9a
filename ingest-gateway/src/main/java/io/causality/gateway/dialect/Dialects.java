package io.causality.gateway.dialect;

/** The dialects there are. Stateless; thread-safe. */
public final class Dialects {
  private Dialects() {}

  /**
   * Segment and RudderStack.
   *
   * @param type of events that name none themselves, e.g. {@code track}; empty at a batch's path
   */
  public static Dialect segment(String type) {
    return new Segment(type);
  }

  /** PostHog. */
  public static Dialect postHog() {
    return new PostHog();
  }

  /** Amplitude. */
  public static Dialect amplitude() {
    return new Amplitude();
  }

  /** Amplitude or PostHog, told apart by the body. */
  public static Dialect amplitudeOrPostHog() {
    return new SlashBatch();
  }
}
