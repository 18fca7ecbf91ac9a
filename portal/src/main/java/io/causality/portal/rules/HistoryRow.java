package io.causality.portal.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.causality.proto.lake.LakeField;
import io.causality.proto.lake.LakeType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a row of Trino's protocol into the Java types that {@link LakeType} promises. */
final class HistoryRow {
  private HistoryRow() {}

  /**
   * Reads the array on which the parser stands.
   *
   * @param columns of the row, in order; timestamps come as ms
   */
  static Map<String, @Nullable Object> read(JsonParser parser, List<String> columns)
      throws IOException {
    Map<String, @Nullable Object> row = new HashMap<>();
    for (String column : columns) {
      row.put(column, value(parser, parser.nextToken(), HistoryColumns.type(column)));
    }
    parser.nextToken();
    return row;
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token, LakeType type)
      throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (type) {
      case LakeType.Varchar text -> parser.getText();
      case LakeType.BooleanType truth -> parser.getBooleanValue();
      case LakeType.IntegerType number -> parser.getIntValue();
      case LakeType.Bigint number -> parser.getLongValue();
      case LakeType.TimestampMillis time -> parser.getLongValue();
      // NaN and the infinities come as text.
      case LakeType.Real number -> Float.valueOf(parser.getText());
      case LakeType.DoubleType number -> Double.valueOf(parser.getText());
      case LakeType.MapOfVarchar map -> map(parser);
      case LakeType.ArrayOf array -> array(parser, array.element());
      case LakeType.Row row -> fields(parser, row.fields());
    };
  }

  private static Map<String, @Nullable Object> map(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> map = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      map.put(key, parser.nextToken() == JsonToken.VALUE_NULL ? null : parser.getText());
    }
    return map;
  }

  private static List<@Nullable Object> array(JsonParser parser, LakeType element)
      throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      list.add(value(parser, t, element));
    }
    return list;
  }

  private static List<@Nullable Object> fields(JsonParser parser, List<LakeField> fields)
      throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    for (LakeField field : fields) {
      list.add(value(parser, parser.nextToken(), field.type()));
    }
    parser.nextToken();
    return list;
  }
}
