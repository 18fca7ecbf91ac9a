package io.causality.gateway.decode;

import io.causality.gateway.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The events of one request: the accepted ones as bytes of an {@code EventEnvelope} each, without
 * the fields that the gateway adds; the others with the reason. Reused from request to request; not
 * thread-safe.
 */
public final class DecodedEvents {
  /** Bytes that are kept between requests; a larger body's space is given back. */
  private static final int KEPT_BYTES = 1 << 20;

  /** One event that was not accepted, by its place in the request. */
  public record Rejected(int index, String eventId, Problem problem, String field, String reason) {}

  private final WireBuffer wire = new WireBuffer(4096);
  private final List<Rejected> rejected = new ArrayList<>();
  private int accepted;
  private int[] ends = new int[64];
  private int[] partitions = new int[64];
  private int[] indexes = new int[64];
  private long[] timestamps = new long[64];
  private String[] ids = new String[64];
  private long sentAtMs;

  /** Starts a new request. */
  void clear() {
    wire.truncate(0);
    wire.shrink(KEPT_BYTES);
    rejected.clear();
    Arrays.fill(ids, 0, accepted, "");
    accepted = 0;
    sentAtMs = 0;
  }

  /** Where the next accepted event is written. */
  WireBuffer wire() {
    return wire;
  }

  /** Takes what was written since the last accepted event as an event. */
  void accept(int index, String id, int partition, long timestampMs) {
    if (accepted == ends.length) {
      int more = accepted * 2;
      ends = Arrays.copyOf(ends, more);
      partitions = Arrays.copyOf(partitions, more);
      indexes = Arrays.copyOf(indexes, more);
      timestamps = Arrays.copyOf(timestamps, more);
      ids = Arrays.copyOf(ids, more);
    }
    ends[accepted] = wire.size();
    partitions[accepted] = partition;
    indexes[accepted] = index;
    timestamps[accepted] = timestampMs;
    ids[accepted] = id;
    accepted++;
  }

  /** Drops what was written since the last accepted event. */
  void reject(int index, String id, Problem problem, String field, String reason) {
    wire.truncate(start(accepted));
    rejected.add(new Rejected(index, id, problem, field, reason));
  }

  void sentAt(long sentAtMs) {
    this.sentAtMs = sentAtMs;
  }

  /** Number of accepted events; they are numbered from 0 in the order of the request. */
  public int accepted() {
    return accepted;
  }

  /** The rejected events in the order of the request. */
  public List<Rejected> rejected() {
    return rejected;
  }

  /** When the client sent the request by its own clock, in ms; 0 where it does not say. */
  public long sentAtMs() {
    return sentAtMs;
  }

  /** The array that holds the accepted events from {@link #start} to {@link #end}. */
  public byte[] bytes() {
    return wire.array();
  }

  /** First byte of an accepted event. */
  public int start(int event) {
    return event == 0 ? 0 : ends[event - 1];
  }

  /** First byte after an accepted event. */
  public int end(int event) {
    return ends[event];
  }

  /** Partition of an accepted event. */
  public int partition(int event) {
    return partitions[event];
  }

  /** Place of an accepted event in the request. */
  public int index(int event) {
    return indexes[event];
  }

  /** Timestamp of an accepted event by the client's clock, in ms; 0 where it has none. */
  public long timestampMs(int event) {
    return timestamps[event];
  }

  /** Id of an accepted event. */
  public String id(int event) {
    return ids[event];
  }
}
