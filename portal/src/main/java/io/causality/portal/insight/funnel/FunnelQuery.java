package io.causality.portal.insight.funnel;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.cast;
import static io.causality.portal.insight.sql.Expression.column;
import static io.causality.portal.insight.sql.Expression.literal;
import static io.causality.portal.insight.sql.Expression.or;

import io.causality.functions.funnel.Breakdown;
import io.causality.functions.funnel.Masks;
import io.causality.functions.funnel.Span;
import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.On;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The persons of a funnel, each with the log of the events that matter.
 *
 * @param scans gives a new scan, to which the query's filters apply
 */
record FunnelQuery(FunnelPlan plan, Supplier<EventScan> scans) {
  private static final Expression NO_TEXT = cast(Expression.NULL, "varchar");

  /** The report as JSON, one row. */
  Select report(String definition) {
    return Select.from(persons(), "p")
        .column(
            call("funnel_report", literal(definition), column("log"), column("value")), "report");
  }

  /**
   * Persons: {@code person_id}, {@code log}, and {@code value}: the text of a breakdown by person,
   * null without one.
   */
  Select persons() {
    Select logs = logs(List.of());
    FunnelSpec.Split split = plan.spec().split();
    if (split == null || split.breakdown().on() != On.PERSON) {
      return Select.from(logs, "l").column("person_id").column("log").column(NO_TEXT, "value");
    }
    List<String> keys = split.breakdown().keys();
    List<String> different = List.copyOf(new LinkedHashSet<>(keys));
    List<Expression> values =
        keys.stream().map(key -> (Expression) column("t", "t" + different.indexOf(key))).toList();
    return Select.from(logs, "l")
        .join(
            "LEFT JOIN",
            EventScan.traits(new LinkedHashSet<>(keys)),
            "t",
            column("t", "person_id").eq(column("l", "person_id")))
        .column(column("l", "person_id"), "person_id")
        .column(column("l", "log"), "log")
        .column(text(values), "value");
  }

  /** Persons: {@code person_id}, {@code log}, and further columns made of all their events. */
  Select logs(List<Select.Column> more) {
    FunnelSpec spec = plan.spec();
    EventScan scan = scans.get();
    // The condition takes them as they are: the engine sees which names it can skip in the files.
    List<Expression> steps =
        spec.steps().stream().map(step -> scan.matches(step.selector())).toList();
    List<Expression> exclusions = plan.spans().stream().map(span -> excluded(scan, span)).toList();
    Expression before = EventScan.event("ts").lt(Expression.timestamp(plan.window().from()));
    boolean reachesBack = spec.steps().stream().anyMatch(FunnelSpec.Step::firstTimeEver);
    List<Expression> matters = new ArrayList<>(steps);
    matters.addAll(exclusions);
    if (spec.order() == FunnelSpec.Order.STRICT) {
      matters.add(EventScan.counts());
    }
    Expression condition = or(matters);
    if (reachesBack) {
      condition =
          or(List.of(and(before.not(), condition), and(before, or(firstEver(spec, steps)))));
    }
    Expression person = scan.person();
    Expression log =
        call("event_log", column("ts"), column("stream_seq"), column("mask"), column("value"));
    Select rows =
        scan.rows(
            reachesBack ? Long.MIN_VALUE : plan.window().from(),
            plan.window().isEmpty() ? plan.window().from() - 1 : plan.window().to(),
            condition,
            new Select.Column(person, "person_id"),
            new Select.Column(EventScan.event("ts"), "ts"),
            new Select.Column(EventScan.event("stream_seq"), "stream_seq"),
            new Select.Column(mask(steps, exclusions, reachesBack ? before : null), "mask"),
            new Select.Column(value(scan), "value"));
    Select logs = Select.from(rows, "").column("person_id").groupByColumns().column(log, "log");
    for (Select.Column column : more) {
      logs = logs.column(column.value(), column.name());
    }
    return logs;
  }

  private Expression excluded(EventScan scan, Span span) {
    return or(
        plan.spec().exclusions().stream()
            .filter(exclusion -> FunnelPlan.span(exclusion).equals(span))
            .map(exclusion -> scan.matches(exclusion.selector()))
            .toList());
  }

  private static List<Expression> firstEver(FunnelSpec spec, List<Expression> steps) {
    List<Expression> wanted = new ArrayList<>();
    for (int step = 0; step < steps.size(); step++) {
      if (spec.steps().get(step).firstTimeEver()) {
        wanted.add(steps.get(step));
      }
    }
    return wanted;
  }

  private Expression mask(
      List<Expression> steps, List<Expression> exclusions, @Nullable Expression before) {
    List<Expression> bits = new ArrayList<>();
    for (int step = 0; step < steps.size(); step++) {
      bits.add(bit(steps.get(step), Masks.step(step)));
    }
    for (int i = 0; i < exclusions.size(); i++) {
      bits.add(bit(exclusions.get(i), Masks.exclusion(i)));
    }
    if (before != null) {
      bits.add(bit(before, Masks.BEFORE_RANGE));
    }
    if (plan.spec().order() == FunnelSpec.Order.STRICT) {
      bits.add(bit(EventScan.counts().not(), Masks.IDENTITY));
    }
    return bits.stream().reduce((left, right) -> binary(left, "+", right)).orElseThrow();
  }

  private static Expression bit(Expression condition, long bit) {
    return call("IF", condition, literal(bit), literal(0)); // 0 also where it is unknown
  }

  private Expression value(EventScan scan) {
    FunnelSpec.Split split = plan.spec().split();
    if (split == null || split.breakdown().on() != On.EVENT) {
      return NO_TEXT;
    }
    return text(split.breakdown().keys().stream().map(key -> scan.text(On.EVENT, key)).toList());
  }

  /** The values of a tuple as one text, as {@link Breakdown} reads it. */
  private static Expression text(List<Expression> values) {
    if (values.size() == 1) {
      return call("coalesce", values.getFirst(), literal(""));
    }
    List<Expression> parts = new ArrayList<>();
    for (Expression value : values) {
      if (!parts.isEmpty()) {
        parts.add(call("chr", literal(Breakdown.SEPARATOR)));
      }
      Expression escape = call("chr", literal(Breakdown.ESCAPE));
      Expression escaped =
          call("replace", call("coalesce", value, literal("")), escape, then(escape, "e"));
      parts.add(
          call("replace", escaped, call("chr", literal(Breakdown.SEPARATOR)), then(escape, "s")));
    }
    return call("concat", parts);
  }

  private static Expression then(Expression first, String second) {
    return call("concat", first, literal(second));
  }
}
