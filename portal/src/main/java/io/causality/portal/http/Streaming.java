package io.causality.portal.http;

/**
 * Writes a reply piece by piece, on a virtual thread. The reply ends when this returns; it is cut
 * off, so that the client can tell, when this throws after the first piece.
 */
@FunctionalInterface
public interface Streaming {
  /**
   * Writes all of it.
   *
   * @throws ProblemException before the first piece: the problem is the reply then
   */
  void writeTo(ReplySink sink) throws InterruptedException;
}
