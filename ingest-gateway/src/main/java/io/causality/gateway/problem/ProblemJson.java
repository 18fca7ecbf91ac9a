package io.causality.gateway.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Renders a refusal as {@code application/problem+json}. The only place that does. Thread-safe. */
public final class ProblemJson {
  /** Content type of the rendered text. */
  public static final String CONTENT_TYPE = "application/problem+json";

  private static final JsonFactory JSON = new JsonFactory();

  private ProblemJson() {}

  /** The refusal as JSON text. */
  public static String render(Refusal refusal, String requestId) {
    Problem problem = refusal.problem();
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("type", "urn:causality:problem:" + problem.code());
      json.writeStringField("title", problem.title());
      json.writeNumberField("status", problem.status());
      json.writeStringField("code", problem.code());
      json.writeStringField("detail", refusal.detail());
      json.writeStringField("requestId", requestId);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }
}
