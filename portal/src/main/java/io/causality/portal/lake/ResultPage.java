package io.causality.portal.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the engine's client protocol, read as a stream: rows go to the sink and are never
 * held as objects.
 *
 * @param next where the next answer is; null after the last
 * @param error the error document; null when all is well
 * @param full whether the sink wants no more rows
 */
record ResultPage(
    @Nullable String next, Statistics statistics, @Nullable JsonObject error, boolean full) {
  /** Characters of one text: each is held whole for a moment. */
  static final int LONGEST_VALUE = 20_000_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LONGEST_VALUE).build())
          .build();

  static ResultPage read(InputStream in, ResultSink sink) throws IOException, InterruptedException {
    String next = null;
    Statistics statistics = Statistics.NONE;
    JsonObject error = null;
    boolean full = false;
    try (JsonParser parser = JSON.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an answer of the query engine");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
          continue;
        }
        switch (field) {
          case "nextUri" -> next = parser.getText();
          case "columns" -> sink.columns(new JsonArray(text(parser)));
          case "data" -> full = rows(parser, sink);
          case "stats" -> statistics = statistics(new JsonObject(text(parser)));
          case "error" -> error = new JsonObject(text(parser));
          default -> parser.skipChildren();
        }
      }
    }
    return new ResultPage(next, statistics, error, full);
  }

  private static boolean rows(JsonParser parser, ResultSink sink)
      throws IOException, InterruptedException {
    boolean wanted = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (wanted) {
        wanted = sink.row(parser);
      } else {
        parser.skipChildren();
      }
    }
    return !wanted;
  }

  private static Statistics statistics(JsonObject stats) {
    return new Statistics(
        stats.getLong("processedRows", 0L),
        stats.getLong("physicalInputBytes", 0L),
        stats.getInteger("completedSplits", 0),
        stats.getInteger("totalSplits", 0));
  }

  private static String text(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.copyCurrentStructure(parser);
    }
    return text.toString();
  }
}
