package io.causality.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the columns of a CSV are. The file says it as JSON, a column's name for each field:
 *
 * <pre>{@code
 * {"event": "action", "userId": "customer", "timestamp": "at", "id": "row_id",
 *  "properties": {"total": "amount"}, "traits": {"plan": "plan"}, "separator": ";"}
 * }</pre>
 *
 * <p>{@code "=text"} is the text itself in every row, e.g. {@code "event": "=Order Paid"}. Numbers,
 * {@code true} and {@code false} in properties and traits keep their types. Immutable.
 */
final class CsvMapping {
  private static final Set<String> FIELDS =
      Set.of("event", "id", "userId", "deviceId", "sessionId", "timestamp");
  private static final Set<String> MAPS = Set.of("properties", "traits");
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)\\.\\d+");

  private final char separator;
  private final int columns;

  /** Where each field comes from. */
  private final Map<String, Source> fields = new LinkedHashMap<>();

  private final Map<String, Map<String, Source>> maps = new LinkedHashMap<>();

  /** A column by its place, or, where that is negative, a text. */
  private record Source(int column, String text) {
    String of(List<String> row) {
      return column < 0 ? text : row.get(column);
    }
  }

  private CsvMapping(JsonNode mapping, String header) throws IOException {
    String named = mapping.path("separator").asText(",");
    if (named.length() != 1) {
      throw new LoadFile.UnusableFileException("the separator must be one character");
    }
    separator = named.charAt(0);
    List<String> names;
    try {
      names = cells(header);
    } catch (ImportWriter.UnfitLineException e) {
      throw new LoadFile.UnusableFileException("the header: " + e.getMessage());
    }
    columns = names.size();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < columns; i++) {
      places.put(names.get(i).strip(), i);
    }
    for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
      String field = entry.getKey();
      if (FIELDS.contains(field)) {
        fields.put(field, source(entry.getValue(), places));
      } else if (MAPS.contains(field)) {
        Map<String, Source> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : entry.getValue().properties()) {
          members.put(member.getKey(), source(member.getValue(), places));
        }
        maps.put(field, members);
      } else if (!field.equals("separator")) {
        throw new LoadFile.UnusableFileException(
            "the mapping has the unknown field " + field + "; there are " + FIELDS + MAPS);
      }
    }
    if (!fields.containsKey("event")) {
      throw new LoadFile.UnusableFileException("the mapping must say what the event is");
    }
  }

  /**
   * Reads a mapping for a file with that header.
   *
   * @throws LoadFile.UnusableFileException when it does not fit
   */
  static CsvMapping read(Path file, String header) throws IOException {
    return new CsvMapping(new ObjectMapper().readTree(file.toFile()), header);
  }

  private static Source source(JsonNode value, Map<String, Integer> places) throws IOException {
    String name = value.asText();
    if (name.startsWith("=")) {
      return new Source(-1, name.substring(1));
    }
    Integer place = places.get(name);
    if (place == null) {
      throw new LoadFile.UnusableFileException("the file has no column " + name);
    }
    return new Source(place, "");
  }

  /** The event of a row. */
  ObjectNode event(String line) throws ImportWriter.UnfitLineException {
    List<String> row = cells(line);
    if (row.size() != columns) {
      throw new ImportWriter.UnfitLineException(
          "has " + row.size() + " columns, the header has " + columns);
    }
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    fields.forEach(
        (field, source) -> {
          String text = source.of(row).strip();
          if (!text.isEmpty()) {
            event.put(field, field.equals("timestamp") ? Open.utc(text) : text);
          }
        });
    maps.forEach(
        (field, members) -> {
          ObjectNode values = event.putObject(field);
          members.forEach((name, source) -> value(values, name, source.of(row)));
        });
    return event;
  }

  private static void value(ObjectNode into, String name, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (WHOLE.matcher(text).matches()) {
      into.put(name, Long.parseLong(text));
    } else if (NUMBER.matcher(text).matches()) {
      into.put(name, Double.parseDouble(text));
    } else if (text.equals("true") || text.equals("false")) {
      into.put(name, text.equals("true"));
    } else {
      into.put(name, text);
    }
  }

  /** The cells of a row; quotes may hold separators and doubled quotes, but no line breaks. */
  private List<String> cells(String line) throws ImportWriter.UnfitLineException {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"' && (quoted || cell.isEmpty())) {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw new ImportWriter.UnfitLineException("a quoted cell does not end on its line");
    }
    cells.add(cell.toString());
    return cells;
  }
}
