package io.causality.portal.lake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows as values: text, {@code Long}, {@code Double}, {@code Boolean}, lists, maps, null.
 * Numbers that JSON cannot write (NaN, infinities) arrive as text. Used by one thread.
 */
public final class RowReader implements ResultSink {
  private final int maxRows;
  private final long maxCharacters;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private long characters;
  private boolean truncated;

  /**
   * An empty result.
   *
   * @param maxCharacters of all texts together
   */
  public RowReader(int maxRows, long maxCharacters) {
    this.maxRows = maxRows;
    this.maxCharacters = maxCharacters;
  }

  @Override
  public void columns(JsonArray columns) {
    // Who asks knows them.
  }

  @Override
  public boolean row(JsonParser parser) throws IOException {
    if (rows.size() == maxRows || characters > maxCharacters) {
      truncated = true;
      parser.skipChildren();
      return false;
    }
    rows.add(list(parser));
    return true;
  }

  private @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case START_ARRAY -> list(parser);
      case START_OBJECT -> map(parser);
      default -> text(parser.getText());
    };
  }

  private List<@Nullable Object> list(JsonParser parser) throws IOException {
    List<@Nullable Object> values = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      values.add(value(parser, t));
    }
    return values;
  }

  private Map<String, @Nullable Object> map(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = text(parser.currentName());
      values.put(name, value(parser, parser.nextToken()));
    }
    return values;
  }

  private String text(String text) {
    characters += text.length();
    return text;
  }

  /** The rows, in order. */
  public List<List<@Nullable Object>> rows() {
    return rows;
  }

  /** Whether there were more rows than allowed. */
  public boolean truncated() {
    return truncated;
  }
}
