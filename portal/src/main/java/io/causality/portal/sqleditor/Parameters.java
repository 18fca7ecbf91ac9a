package io.causality.portal.sqleditor;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts literals where a text says <code>{{name}}</code>. Outside of quotes and comments only, so a
 * value can never become anything but one literal. Pure functions.
 */
final class Parameters {
  private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z_]\\w{0,63})\\s*}}");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");

  private Parameters() {}

  /**
   * The text with literals.
   *
   * @param values by name: a string, a number, a boolean, null, or {@code {type, value}} with the
   *     types {@code text}, {@code number} and {@code date}; further ones do not matter
   * @throws ProblemException for a place without value, a value of another type, a place in quotes
   */
  static RewrittenQuery fill(String sql, JsonObject values) {
    List<RewrittenQuery.Edit> edits = new ArrayList<>();
    Matcher place = PLACE.matcher(sql);
    for (int at = 0; at < sql.length(); ) {
      int end = endOfQuoted(sql, at);
      if (end > at) {
        requireNone(sql, at, end);
        at = end;
      } else if (sql.startsWith("{{", at) && place.region(at, sql.length()).lookingAt()) {
        String name = place.group(1);
        if (!values.containsKey(name)) {
          throw problem(sql, at, "no value is given for {{" + name + "}}", "$.parameters." + name);
        }
        edits.add(new RewrittenQuery.Edit(at, place.end(), literal(name, values.getValue(name))));
        at = place.end();
      } else {
        at++;
      }
    }
    return RewrittenQuery.of(sql, edits, "");
  }

  /** Offset after the string, quoted name or comment that begins there; the same if none does. */
  private static int endOfQuoted(String sql, int at) {
    char first = sql.charAt(at);
    if (first == '\'' || first == '"') {
      return after(sql, sql.indexOf(first, at + 1), 1);
    }
    if (sql.startsWith("--", at)) {
      return after(sql, sql.indexOf('\n', at), 1);
    }
    return sql.startsWith("/*", at) ? after(sql, sql.indexOf("*/", at + 2), 2) : at;
  }

  private static int after(String sql, int end, int length) {
    return end < 0 ? sql.length() : end + length;
  }

  private static void requireNone(String sql, int from, int end) {
    Matcher place = PLACE.matcher(sql).region(from, end);
    boolean quoted = sql.charAt(from) == '\'' || sql.charAt(from) == '"';
    if (quoted && place.find()) {
      throw problem(
          sql, place.start(), "{{" + place.group(1) + "}} must stand outside of quotes", "$.sql");
    }
  }

  private static String literal(String name, @Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case String text -> text(text);
      case Boolean truth -> truth.toString();
      case Number number -> number(name, new BigDecimal(number.toString()).toPlainString());
      case JsonObject typed -> typed(name, typed);
      default -> throw wrong(name, "is a string, a number, true, false or null");
    };
  }

  private static String typed(String name, JsonObject typed) {
    Object value = typed.getValue("value");
    String type = String.valueOf(typed.getValue("type"));
    if (value == null) {
      return "NULL";
    }
    return switch (type) {
      case "text" -> text(value.toString());
      case "number" -> number(name, value.toString().strip());
      case "date" -> date(name, value.toString().strip());
      default -> throw wrong(name, "has one of the types text, number, date");
    };
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String number(String name, String value) {
    if (!NUMBER.matcher(value).matches()) {
      throw wrong(name, "must be a number of at most 30 digits before and after the point");
    }
    return value.startsWith("-") || value.startsWith("+") ? "(" + value + ")" : value;
  }

  private static String date(String name, String value) {
    try {
      return "DATE '" + LocalDate.parse(value) + "'";
    } catch (DateTimeException e) {
      throw wrong(name, "must be a date, e.g. 2026-01-31");
    }
  }

  private static ProblemException wrong(String name, String why) {
    return new ProblemException(
        Problem.of(ProblemCode.BAD_REQUEST, name + " " + why).at("$.parameters." + name));
  }

  private static ProblemException problem(String sql, int offset, String why, String field) {
    Offsets offsets = new Offsets(sql);
    return new ProblemException(
        Problem.of(ProblemCode.BAD_REQUEST, why)
            .at(field)
            .at(offsets.line(offset), offsets.column(offset)));
  }
}
