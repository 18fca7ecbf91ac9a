package io.causality.gateway.decode;

import io.causality.proto.v1.EventEnvelope;

/**
 * What the gateway adds to each event of a request: app, received time, clock correction, address
 * and user agent. It goes in front of the event's own bytes; as the last value of a field counts in
 * protobuf, an address or user agent that the event names itself wins.
 *
 * <p>Reused from request to request; not thread-safe.
 */
public final class ReceivedStamp {
  /** A timestamp further ahead of the gateway's clock is not believed. */
  static final long MAX_AHEAD_MS = 24 * 60 * 60 * 1000L;

  private static final byte[] NOTHING = {};
  private static final byte[] REPLACED = replaced();
  private static final int APP_ID =
      WireBuffer.tag(EventEnvelope.APP_ID_FIELD_NUMBER, WireBuffer.LENGTH_DELIMITED);
  private static final int RECEIVED_AT =
      WireBuffer.tag(EventEnvelope.RECEIVED_AT_MS_FIELD_NUMBER, WireBuffer.VARINT);
  private static final int CLOCK_SKEW =
      WireBuffer.tag(EventEnvelope.CLOCK_SKEW_MS_FIELD_NUMBER, WireBuffer.VARINT);

  private final WireBuffer head = new WireBuffer(256);
  private long receivedAtMs;
  private long skewMs;

  /**
   * Starts a request.
   *
   * @param receivedAtMs the gateway's clock
   * @param sentAtMs the client's clock when it sent the request, 0 for unknown: no correction
   * @param ip address of the client, empty for none
   * @param userAgent user agent of the client, empty for none
   */
  public void set(String appId, long receivedAtMs, long sentAtMs, String ip, String userAgent) {
    this.receivedAtMs = receivedAtMs;
    skewMs = sentAtMs == 0 ? 0 : receivedAtMs - sentAtMs;
    head.truncate(0);
    head.writeString(APP_ID, appId);
    head.writeVarint(RECEIVED_AT);
    head.writeVarint(receivedAtMs);
    if (skewMs != 0) {
      head.writeVarint(CLOCK_SKEW);
      head.writeVarint(skewMs);
    }
    if (!ip.isEmpty()) {
      head.writeString(EnvelopeFields.IP, ip);
    }
    if (!userAgent.isEmpty()) {
      head.writeString(EnvelopeFields.USER_AGENT, userAgent);
    }
  }

  /** What goes in front of each event. */
  public WireBuffer head() {
    return head;
  }

  /** What goes behind an event with that timestamp; mostly nothing. */
  public byte[] tail(long timestampMs) {
    if (timestampMs == 0) {
      return NOTHING;
    }
    long time = timestampMs + skewMs;
    if (time > receivedAtMs + MAX_AHEAD_MS) {
      return REPLACED;
    }
    if (time < 0) {
      // A correction does not move an event before 1970.
      WireBuffer skew = new WireBuffer(16);
      skew.writeVarint(CLOCK_SKEW);
      skew.writeVarint(-timestampMs);
      return skew.toByteArray();
    }
    return NOTHING;
  }

  private static byte[] replaced() {
    WireBuffer flag = new WireBuffer(16);
    flag.writeVarint(
        WireBuffer.tag(EventEnvelope.TIMESTAMP_REPLACED_FIELD_NUMBER, WireBuffer.VARINT));
    flag.writeVarint(1);
    return flag.toByteArray();
  }
}
