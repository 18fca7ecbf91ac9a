package io.causality.flink.nats.source;

import io.nats.client.impl.Headers;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message as it lies in the stream. Immutable by contract: {@link #data()} hands out the array
 * itself, to spare a copy per message.
 */
public final class JetStreamMessage implements StreamElement {
  private final String subject;
  private final long sequence;
  private final long timestampMillis;
  private final long pending;
  private final @Nullable Headers headers;
  private final byte[] data;

  /** For tests of deserializers too, hence public; headers may be null. */
  public JetStreamMessage(
      String subject,
      long sequence,
      long timestampMillis,
      long pending,
      @Nullable Headers headers,
      byte @Nullable [] data) {
    this.subject = subject;
    this.sequence = sequence;
    this.timestampMillis = timestampMillis;
    this.pending = pending;
    this.headers = headers;
    this.data = data == null ? new byte[0] : data;
  }

  public String subject() {
    return subject;
  }

  /** Its sequence in the stream: unique, rising, from 1. */
  public long sequence() {
    return sequence;
  }

  /** When the stream stored it, in milliseconds since 1970. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** Messages of its split that lay in the stream behind it when the server sent it. */
  public long pending() {
    return pending;
  }

  /** The payload; empty where there is none. Not to be changed. */
  public byte[] data() {
    return data;
  }

  /** First value of a header, null where it is absent. Names are case-sensitive. */
  public @Nullable String header(String name) {
    return headers == null ? null : headers.getFirst(name);
  }

  /** All values of a header; empty where it is absent. */
  public List<String> headerValues(String name) {
    var values = headers == null ? null : headers.get(name);
    return values == null ? List.of() : values;
  }

  public Set<String> headerNames() {
    return headers == null ? Set.of() : headers.keySet();
  }

  @Override
  public String toString() {
    return "JetStreamMessage[" + subject + " #" + sequence + ", " + data.length + " bytes]";
  }
}
