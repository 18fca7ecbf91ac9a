package io.causality.cli.load;

import java.util.Locale;

/** The exports of other products that {@code import} reads, one JSON object or row a line. */
public enum ImportFormat {
  /** Messages of Segment or RudderStack, as they store them raw. */
  SEGMENT("/v1/batch", "batch"),
  /** Events of PostHog. */
  POSTHOG("/batch", "batch"),
  /** Amplitude's export API. */
  AMPLITUDE("/v1/events/batch", "events"),
  /** Mixpanel's raw export. */
  MIXPANEL("/v1/events/batch", "events"),
  /** Rows, with a mapping file that says what the columns are. */
  CSV("/v1/events/batch", "events");

  private final String path;
  private final String array;

  ImportFormat(String path, String array) {
    this.path = path;
    this.array = array;
  }

  /** As the flag names it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where the gateway takes it: what its dialects read goes there as it is. */
  String path() {
    return path;
  }

  /** Name of the array of events in a request to that path. */
  String array() {
    return array;
  }
}
