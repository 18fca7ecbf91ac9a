package io.causality.portal.insight.spec;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a spec, strictly: what it does not know is an error that names the nearest known thing. */
public final class SpecParser {
  private static final ZoneId UTC = ZoneId.of("UTC");

  private SpecParser() {}

  private enum Kind implements Choice {
    TRENDS,
    FUNNEL,
    RETENTION,
    PATHS,
    LIFECYCLE,
    STICKINESS,
    SESSIONS
  }

  private enum WeekStart implements Choice {
    MONDAY,
    SUNDAY
  }

  /**
   * Reads a spec.
   *
   * @param json a JSON object as maps, lists and scalars
   * @throws SpecException for the first mistake
   */
  public static InsightSpec parse(@Nullable Object json) {
    return parse(json, "$");
  }

  /** As {@link #parse(Object)}, of a spec that stands somewhere in a larger document. */
  public static InsightSpec parse(@Nullable Object json, String path) {
    Fields fields = Fields.of(json, path);
    Kind kind = fields.requiredChoice("kind", Kind.values());
    Common common = common(kind, fields);
    InsightSpec spec =
        switch (kind) {
          case TRENDS -> TrendsSpec.read(common, fields);
          case FUNNEL -> FunnelSpec.read(common, fields);
          case RETENTION -> RetentionSpec.read(common, fields);
          case PATHS -> PathsSpec.read(common, fields);
          case LIFECYCLE -> LifecycleSpec.read(common, fields);
          case STICKINESS -> StickinessSpec.read(common, fields);
          case SESSIONS -> SessionsSpec.read(common, fields);
        };
    fields.done();
    return spec;
  }

  /** Reads a selector that stands somewhere in a larger document. */
  public static Selector selector(@Nullable Object json, String path) {
    return SelectorParser.alone(Fields.of(json, path));
  }

  /** Reads a filter that stands somewhere in a larger document. */
  public static Filter filter(@Nullable Object json, String path) {
    return FilterParser.read(Fields.of(json, path));
  }

  private static Common common(Kind kind, Fields fields) {
    if (kind == Kind.RETENTION && fields.raw("from") != null) {
      throw new SpecException(
          fields.at("from"),
          "retention has no from: it is intervals periods, the last of which holds to",
          "intervals");
    }
    Moment from =
        kind == Kind.RETENTION
            ? new Moment.All()
            : Moment.from(fields.requiredText("from"), fields.at("from"));
    Moment to =
        fields.text("to").map(text -> Moment.to(text, fields.at("to"))).orElseGet(Moment.Now::new);
    return new Common(
        from,
        to,
        fields.text("timezone").map(name -> zone(name, fields.at("timezone"))).orElse(UTC),
        fields.choice("week_start", WeekStart.values()).orElse(WeekStart.MONDAY) == WeekStart.MONDAY
            ? DayOfWeek.MONDAY
            : DayOfWeek.SUNDAY,
        FilterParser.list(fields),
        fields.truth("exclude_internal"));
  }

  /** A zone of the IANA database. */
  public static ZoneId zone(String name, String path) {
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    Optional<String> nearest = Nearest.to(name, ZoneId.getAvailableZoneIds());
    throw new SpecException(
        path,
        "unknown timezone " + Fields.describe(name) + "; it is an IANA name",
        nearest.orElse(null));
  }
}
