package io.causality.cli.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ways to print the answer of {@code /api/sql}. */
public enum RowFormat {
  /** Columns side by side, for a person. */
  TABLE,
  /** RFC 4180, with a header line. A null is an empty field. */
  CSV,
  /** The answer as it came: {@code columns}, {@code rows}, {@code meta}. */
  JSON;

  private static final int WIDEST = 80;

  /** Prints the whole answer. */
  public void print(JsonNode answer, PrintWriter out) {
    switch (this) {
      case TABLE -> table(answer, out);
      case CSV -> csv(answer, out);
      case JSON -> out.println(answer);
    }
    out.flush();
  }

  private static void table(JsonNode answer, PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(names(answer));
    answer.get("rows").forEach(row -> lines.add(cells(row, "NULL")));
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.min(WIDEST, Math.max(widths[i], line.get(i).length()));
      }
    }
    boolean[] numbers = numeric(answer);
    List<String> rule = Arrays.stream(widths).mapToObj("-"::repeat).toList();
    out.println(line(lines.get(0), widths, numbers));
    out.println(line(rule, widths, numbers));
    lines.stream().skip(1).forEach(cells -> out.println(line(cells, widths, numbers)));
    int count = lines.size() - 1;
    out.println("(" + count + (count == 1 ? " row)" : " rows)"));
  }

  private static String line(List<String> cells, int[] widths, boolean[] numbers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String padding = " ".repeat(Math.max(0, widths[i] - cell.length()));
      text.append(i == 0 ? "" : "  ").append(numbers[i] ? padding + cell : cell + padding);
    }
    return text.toString().stripTrailing();
  }

  private static boolean[] numeric(JsonNode answer) {
    JsonNode columns = answer.get("columns");
    boolean[] numbers = new boolean[columns.size()];
    for (int i = 0; i < numbers.length; i++) {
      String type = columns.get(i).path("type").asText();
      numbers[i] = type.matches("(bigint|integer|smallint|tinyint|double|real|decimal).*");
    }
    return numbers;
  }

  private static void csv(JsonNode answer, PrintWriter out) {
    out.print(csvLine(names(answer)));
    answer.get("rows").forEach(row -> out.print(csvLine(cells(row, ""))));
  }

  private static String csvLine(List<String> cells) {
    return String.join(",", cells.stream().map(RowFormat::quoted).toList()) + "\r\n";
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static List<String> names(JsonNode answer) {
    List<String> names = new ArrayList<>();
    answer.get("columns").forEach(column -> names.add(column.get("name").asText()));
    return names;
  }

  private static List<String> cells(JsonNode row, String nothing) {
    List<String> cells = new ArrayList<>();
    for (JsonNode cell : row) {
      cells.add(cell.isNull() ? nothing : cell.isValueNode() ? cell.asText() : cell.toString());
    }
    return cells;
  }

  /** Reads the flag. */
  public static final class Converter implements ITypeConverter<RowFormat> {
    @Override
    public RowFormat convert(String value) {
      for (RowFormat format : values()) {
        if (format.name().toLowerCase(Locale.ROOT).equals(value)) {
          return format;
        }
      }
      throw new TypeConversionException("'" + value + "' is none of table, csv, json");
    }
  }

  /** The flag's values, for help. */
  public static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("table", "csv", "json").iterator();
    }
  }
}
