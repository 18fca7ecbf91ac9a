package io.causality.portal.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows as JSON text while they arrive, up to a number of rows and of bytes. Used by one
 * thread.
 */
public final class RowWriter implements ResultSink {
  private static final JsonFactory JSON = JsonFactory.builder().build();

  private final int maxRows;
  private final long maxBytes;
  private final Buffer text = Buffer.buffer();
  private final OutputStream out =
      new OutputStream() {
        @Override
        public void write(int b) {
          text.appendByte((byte) b);
        }

        @Override
        public void write(byte[] source, int from, int length) {
          text.appendBytes(source, from, length);
        }
      };
  private final List<ValueType> types = new ArrayList<>();
  private JsonArray columns = new JsonArray();
  private int rows;
  private boolean moreRows;
  private boolean tooLarge;

  /** An empty result. */
  public RowWriter(int maxRows, long maxBytes) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  @Override
  public void columns(JsonArray described) {
    if (!types.isEmpty()) {
      return;
    }
    for (int i = 0; i < described.size(); i++) {
      JsonObject column = described.getJsonObject(i);
      types.add(ValueType.of(column.getJsonObject("typeSignature")));
      columns.add(
          new JsonObject()
              .put("name", column.getString("name"))
              .put("type", column.getString("type")));
    }
  }

  @Override
  public boolean row(JsonParser parser) throws IOException {
    if (rows == maxRows || tooLarge) {
      moreRows = true;
      parser.skipChildren();
      return false;
    }
    if (rows > 0) {
      out.write(',');
    }
    JsonGenerator row = JSON.createGenerator(out);
    row.disable(StreamWriteFeature.AUTO_CLOSE_TARGET.mappedFeature());
    row.writeStartArray();
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      Values.copy(parser, types.get(i), row);
    }
    row.writeEndArray();
    row.close();
    rows++;
    tooLarge = text.length() > maxBytes;
    return true;
  }

  /** Name and type per column. */
  public JsonArray columns() {
    return columns;
  }

  /** Rows written. */
  public int rows() {
    return rows;
  }

  /** Which bound cut the result: {@code rows}, {@code bytes}, or null when it is whole. */
  public @org.jspecify.annotations.Nullable String truncated() {
    return !moreRows ? null : tooLarge ? "bytes" : "rows";
  }

  /** The rows, comma-separated JSON arrays; not a copy. */
  public Buffer json() {
    return text;
  }
}
