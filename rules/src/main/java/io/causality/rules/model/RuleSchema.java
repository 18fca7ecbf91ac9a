package io.causality.rules.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema of a rule (draft 2020-12), for editors and clients. */
public final class RuleSchema {
  private static final String RESOURCE = "/causality/rule.schema.json";

  private RuleSchema() {}

  /**
   * The schema, as JSON text. It accepts what {@link RuleReader} accepts but for nulls in place of
   * missing fields; the reader also refuses what a schema cannot tell, such as unknown columns.
   */
  public static String json() {
    try (InputStream in = RuleSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
