package io.causality.gateway.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** How JSON bodies are read: strictly, to a bounded depth. */
public final class JsonBodies {
  /** Objects and arrays inside each other. */
  public static final int MAX_DEPTH = 64;

  /** Names are not interned: they come from clients and would fill the JVM's table. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(com.fasterxml.jackson.core.JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(32 << 20)
                  .maxNameLength(32 << 20)
                  .build())
          .build();

  private JsonBodies() {}

  /** A parser of these bytes. */
  public static JsonParser parser(byte[] body, int offset, int length) throws IOException {
    return FACTORY.createParser(body, offset, length);
  }
}
