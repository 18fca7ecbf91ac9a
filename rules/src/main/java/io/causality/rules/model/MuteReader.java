package io.causality.rules.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads mute windows. */
final class MuteReader {
  private static final int DAY_MINUTES = 24 * 60;

  private MuteReader() {}

  static Mute read(JsonNode node, String path) throws BadRuleException {
    Fields fields = Fields.of(node, path);
    List<DayOfWeek> days = fields.list("days", 0, 7, MuteReader::day);
    int from = minute(fields, "from", DAY_MINUTES - 1);
    int to = minute(fields, "to", DAY_MINUTES);
    String zone = fields.optionalText("timezone", RuleLimits.NAME);
    fields.done();
    Set<DayOfWeek> set = days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(days);
    return new Mute(set, from, to == 0 ? DAY_MINUTES : to, zone(zone == null ? "UTC" : zone, path));
  }

  /** A day as {@code mon}, {@code Monday} or 1 (Monday) to 7. */
  private static DayOfWeek day(JsonNode node, String path) throws BadRuleException {
    if (node.isNumber()) {
      return DayOfWeek.of((int) Fields.whole(node, path, 1, 7));
    }
    String text = Fields.text(node, path, RuleLimits.NAME).toUpperCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (text.equals(day.name()) || text.equals(day.name().substring(0, 3))) {
        return day;
      }
    }
    throw new BadRuleException(path, "must be a day: mon, tue, wed, thu, fri, sat, sun");
  }

  private static int minute(Fields fields, String name, int most) throws BadRuleException {
    String text = fields.text(name, RuleLimits.NAME);
    if (text.matches("[0-9]{2}:[0-9]{2}")) {
      int hour = Integer.parseInt(text.substring(0, 2));
      int minute = Integer.parseInt(text.substring(3));
      if (minute < 60 && hour * 60 + minute <= most) {
        return hour * 60 + minute;
      }
    }
    throw new BadRuleException(fields.at(name), "must be a time of day like 08:30");
  }

  private static ZoneId zone(String text, String path) throws BadRuleException {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new BadRuleException(
          path + ".timezone", "is no time zone; one is written like Europe/Zurich");
    }
  }
}
