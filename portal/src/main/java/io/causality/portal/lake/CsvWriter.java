package io.causality.portal.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a result as CSV (RFC 4180, UTF-8, with a header) while it arrives, in pieces that are
 * handed on; holds one piece at most. Null is an empty field, empty text a quoted one; lists, maps
 * and rows are JSON. Used by one thread.
 */
public final class CsvWriter implements ResultFile {
  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final int PIECE = 64 << 10;

  private final long maxRows;
  private final long maxBytes;
  private final Out out;
  private final List<ValueType> types = new ArrayList<>();
  private StringBuilder piece = new StringBuilder();
  private long rows;
  private long bytes;
  private boolean begun;
  private boolean overflown;

  /** An empty file. */
  public CsvWriter(long maxRows, long maxBytes, Out out) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
    this.out = out;
  }

  @Override
  public void columns(JsonArray described) {
    if (!types.isEmpty()) {
      return;
    }
    for (int i = 0; i < described.size(); i++) {
      JsonObject column = described.getJsonObject(i);
      types.add(ValueType.of(column.getJsonObject("typeSignature")));
      field(i, column.getString("name"));
    }
    piece.append("\r\n");
  }

  @Override
  public boolean row(JsonParser parser) throws IOException, InterruptedException {
    if (rows == maxRows || bytes + piece.length() > maxBytes) {
      overflown = true;
      parser.skipChildren();
      return false;
    }
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      value(i, parser);
    }
    piece.append("\r\n");
    rows++;
    if (piece.length() >= PIECE) {
      flush();
    }
    return true;
  }

  @Override
  public void finish() throws InterruptedException {
    flush();
  }

  private void flush() throws InterruptedException {
    byte[] text = piece.toString().getBytes(StandardCharsets.UTF_8);
    piece = new StringBuilder();
    bytes += text.length;
    begun = true;
    out.write(Buffer.buffer(text));
  }

  @Override
  public boolean hasBegun() {
    return begun;
  }

  @Override
  public boolean isOverflown() {
    return overflown;
  }

  @Override
  public long rows() {
    return rows;
  }

  private void value(int column, JsonParser parser) throws IOException {
    ValueType type = types.get(column);
    switch (parser.currentToken()) {
      case VALUE_NULL -> separator(column);
      case VALUE_STRING -> field(column, Values.text(parser.getText(), type));
      case START_ARRAY, START_OBJECT -> {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
          Values.copy(parser, type, generator);
        }
        field(column, json.toString());
      }
      default -> field(column, parser.getText());
    }
  }

  private void separator(int column) {
    if (column > 0) {
      piece.append(',');
    }
  }

  private void field(int column, String text) {
    separator(column);
    if (text.isEmpty() || text.chars().anyMatch(CsvWriter::needsQuotes)) {
      piece.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      piece.append(text);
    }
  }

  private static boolean needsQuotes(int character) {
    return character == ',' || character == '"' || character == '\n' || character == '\r';
  }
}
