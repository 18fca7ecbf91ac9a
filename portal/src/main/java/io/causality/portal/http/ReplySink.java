package io.causality.portal.http;

import io.vertx.core.buffer.Buffer;

/** Where a {@link Streaming} reply goes. For one thread. */
public interface ReplySink {
  /**
   * Sends a piece, and waits while the client does not take what was sent before.
   *
   * @throws ClientGoneException when nobody reads any more
   */
  void write(Buffer piece) throws InterruptedException;
}
