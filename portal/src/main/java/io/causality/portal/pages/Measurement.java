package io.causality.portal.pages;

import java.util.List;

/**
 * A number from the README's table of what was measured.
 *
 * @param value with its unit
 * @param what was measured, for people
 * @param command that measures it again
 */
public record Measurement(String value, String unit, String what, String command) {
  /** On which machine and when all of them were taken. */
  public static final String CONDITIONS =
      "2 cores (AMD EPYC), 24 GB, load generator on the same machine, one run each on 25 November"
          + " 2026. Yours will differ: each number has the command that measures it.";

  private static final List<Measurement> ALL =
      List.of(
          new Measurement(
              "59,669",
              "events/s",
              "accepted one by one over 256 connections, keys checked, durable before the answer",
              "./causality bench gateway --seconds 8"),
          new Measurement(
              "321,150",
              "events/s",
              "accepted in batches of 100 events of many devices",
              "./causality bench gateway --seconds 8"),
          new Measurement(
              "28,439",
              "events/s",
              "from HTTP to counted by SQL, one million events",
              "./causality bench end-to-end 1000000"),
          new Measurement(
              "4.2 s",
              "p95",
              "from sent to found by SQL, at 500 events/s",
              "./causality bench end-to-end 1000000"),
          new Measurement(
              "18.3", "bytes", "an event in Parquet", "./causality bench end-to-end 1000000"),
          new Measurement(
              "31 s",
              "and 1.85 GB",
              "until all seven parts are ready from warm caches, and their memory just after",
              "./causality up --detach"));

  /** All of them. */
  public static List<Measurement> all() {
    return ALL;
  }
}
