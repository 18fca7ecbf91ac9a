package io.causality.gateway.decode;

/**
 * Reads the bodies of one format. A further format, or the dialect of another product, is a further
 * implementation that fills the same {@link DecodedEvents}.
 *
 * <p>Implementations keep scratch space and are not thread-safe; each event loop has its own.
 */
public interface BodyDecoder {
  /**
   * Decodes the first {@code length} bytes of {@code body}. Never throws for bad input, whatever it
   * is. The result is valid until the decoder's next call.
   */
  Decoded decode(byte[] body, int length, BodyShape shape, Sender sender);
}
