package io.causality.bench.scale;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What an event costs, as measured on one machine; {@code costs.properties} names the commands.
 * Immutable.
 *
 * @param gatewayMicros processor time of the gateway
 * @param natsMicros processor time of NATS
 * @param archiveMicros processor time of the jobs, without rules
 * @param detectionMicros processor time of the detection, with rules that look at a tenth of events
 * @param storeMicros processor time of the object store, when it is ours
 * @param queryMicros processor time of Trino for an event that a question reads
 * @param writerEventsPerSecond what one task can write of one hour of one app
 * @param streamBytes in NATS, one copy
 * @param lakeBytes in Parquet, when an hour is in large files
 * @param stateBytes in a checkpoint, of an id that is known
 * @param heapBytes while an event waits for its file
 */
public record Costs(
    double gatewayMicros,
    double natsMicros,
    double archiveMicros,
    double detectionMicros,
    double storeMicros,
    double queryMicros,
    double writerEventsPerSecond,
    double streamBytes,
    double lakeBytes,
    double stateBytes,
    double heapBytes) {

  /** The measured ones. */
  public static Costs measured() {
    Properties values = new Properties();
    try (InputStream in = Costs.class.getResourceAsStream("costs.properties")) {
      values.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Costs(
        number(values, "gateway.micros"),
        number(values, "nats.micros"),
        number(values, "archive.micros"),
        number(values, "detection.micros"),
        number(values, "store.micros"),
        number(values, "query.micros"),
        number(values, "writer.events_per_second"),
        number(values, "stream.bytes"),
        number(values, "lake.bytes"),
        number(values, "state.bytes"),
        number(values, "heap.bytes"));
  }

  private static double number(Properties values, String key) {
    String text = values.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("costs.properties lacks " + key);
    }
    return Double.parseDouble(text);
  }
}
