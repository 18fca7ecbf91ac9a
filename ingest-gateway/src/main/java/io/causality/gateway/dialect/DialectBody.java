package io.causality.gateway.dialect;

/** A body whose outline is known, between the two steps of {@link DialectReader}. Immutable. */
public final class DialectBody {
  private final Dialect dialect;
  private final byte[] bytes;
  private final int length;
  private final int events;
  private final Fields request;
  private final Fields firstEvent;

  /**
   * A body.
   *
   * @param events where the array of the events begins, negative for a body that is one event
   * @param request what stands around the events; the event of a body that is one event
   */
  DialectBody(
      Dialect dialect, byte[] bytes, int length, int events, Fields request, Fields firstEvent) {
    this.dialect = dialect;
    this.bytes = bytes;
    this.length = length;
    this.events = events;
    this.request = request;
    this.firstEvent = firstEvent;
  }

  /** The dialect in which it is to be answered. */
  public Dialect dialect() {
    return dialect;
  }

  /** The key that it names, empty without one. */
  public String key() {
    return dialect.key(request, firstEvent);
  }

  /** Whether it is one event, not a batch. */
  public boolean single() {
    return events < 0;
  }

  long sentAtMs() {
    return dialect.sentAtMs(request, firstEvent);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  int events() {
    return events;
  }

  Fields request() {
    return request;
  }
}
