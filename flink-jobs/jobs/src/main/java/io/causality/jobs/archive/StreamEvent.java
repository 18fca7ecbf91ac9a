package io.causality.jobs.archive;

import io.causality.proto.v1.EventEnvelope;

/**
 * An event on its way through the archive: the envelope as it came, and what the operators need of
 * it, so that only the two ends of the job parse it. Immutable; nobody writes to the array.
 */
public final class StreamEvent {
  private final long streamSeq;
  private final long key;
  private final long timeMs;
  private final int payload;
  private final boolean withTraits;
  private final boolean withContext;
  private final String appId;
  private final String name;
  private final String deviceId;
  private final String userId;
  private final byte[] envelope;

  /**
   * Takes an event that is fit for the lake.
   *
   * @param key 64-bit hash of app and event id
   * @param timeMs event time, ms since the epoch
   * @param payload number of the payload's field in the envelope
   * @param withTraits it sets or deletes traits
   * @param withContext it has a device context
   * @param deviceId empty where there is none
   * @param userId empty where there is none
   */
  StreamEvent(
      long streamSeq,
      long key,
      long timeMs,
      int payload,
      boolean withTraits,
      boolean withContext,
      String appId,
      String name,
      String deviceId,
      String userId,
      byte[] envelope) {
    this.streamSeq = streamSeq;
    this.key = key;
    this.timeMs = timeMs;
    this.payload = payload;
    this.withTraits = withTraits;
    this.withContext = withContext;
    this.appId = appId;
    this.name = name;
    this.deviceId = deviceId;
    this.userId = userId;
    this.envelope = envelope;
  }

  /** Place in the stream; unique. */
  public long streamSeq() {
    return streamSeq;
  }

  /** Hash of app and event id: equal for copies of an event. */
  public long key() {
    return key;
  }

  /** Event time in ms since the epoch, not negative. */
  public long timeMs() {
    return timeMs;
  }

  /** Number of the payload's field in the envelope. */
  public int payload() {
    return payload;
  }

  /** Whether it carries a user and a device. */
  public boolean linking() {
    return !userId.isEmpty() && !deviceId.isEmpty();
  }

  /** Whether it sets or deletes traits. */
  public boolean withTraits() {
    return withTraits;
  }

  /** Whether it has a device context. */
  public boolean withContext() {
    return withContext;
  }

  /** The app; not empty. */
  public String appId() {
    return appId;
  }

  /** The event's name; not empty. */
  public String name() {
    return name;
  }

  /** The device; empty where there is none. */
  public String deviceId() {
    return deviceId;
  }

  /** The user; empty where there is none. */
  public String userId() {
    return userId;
  }

  /** The user, else the device, else empty. */
  public String person() {
    return userId.isEmpty() ? deviceId : userId;
  }

  /** The {@link EventEnvelope}, encoded; not to be written to. */
  public byte[] envelope() {
    return envelope;
  }

  /** The envelope, parsed anew. */
  public EventEnvelope parse() {
    try {
      return EventEnvelope.parseFrom(envelope);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException("an event that was read once cannot be read again", e);
    }
  }
}
