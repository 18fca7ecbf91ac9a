package io.causality.portal.ask.tools;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Completes a spec: the zone and week of the app, and nothing after now. Pure. */
final class SpecDefaults {
  private SpecDefaults() {}

  static JsonObject complete(JsonObject given, ToolCall call) {
    JsonObject spec = given.copy();
    if (!spec.containsKey("timezone")) {
      spec.put("timezone", call.zone().getId());
    }
    if (!spec.containsKey("week_start") && call.app().weekStart().equals("sunday")) {
      spec.put("week_start", "sunday");
    }
    if (!"retention".equals(spec.getValue("kind"))) {
      bound(spec, call.now(), call.zone());
    }
    if (spec.getValue("compare") instanceof JsonObject compared) {
      bound(compared, call.now(), call.zone());
    }
    return spec;
  }

  /** An end that lies after now becomes now; what is no date is left to the spec's own reader. */
  private static void bound(JsonObject range, Instant now, ZoneId zone) {
    if (range.getValue("to") instanceof String to && isAfter(to, now, zone)) {
      range.put("to", now.toString());
    }
  }

  private static boolean isAfter(String to, Instant now, ZoneId zone) {
    try {
      return to.length() == 10
          ? !LocalDate.parse(to).isBefore(now.atZone(zone).toLocalDate())
          : OffsetDateTime.parse(to).toInstant().isAfter(now);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
