package io.causality.portal.insight.trends;

import static io.causality.portal.insight.sql.Expression.column;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.PersonPeriods;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import java.util.ArrayList;
import java.util.List;

/**
 * Who was active in the days before each target of a series ({@link ActiveDays}).
 *
 * @param query one of "active in the last n days"
 */
record ActivePeople(SeriesQuery query) {
  private static final String PERSON = "person_id";
  private static final String DAY = "active_day";

  /** The target, the breakdown's values, {@code person_id}: perhaps several times. */
  Select rows() {
    ActiveDays active = new ActiveDays(query.frame(), query.series().calculation().days());
    Select days = query.breakdown() == null ? days(active) : daysByValue(active);
    Expression first = active.first(column(DAY));
    Expression last = active.last(column(DAY));
    Select targets =
        Select.from(days, "d")
            .join(
                "CROSS JOIN",
                new Relation.Table("UNNEST(sequence(" + first.text() + ", " + last.text() + "))"),
                "w (target)",
                Expression.TRUE)
            .where(first.le(last))
            .column(column("target"), "period");
    for (Select.Column column : query.merged()) {
      targets = targets.column(column.name());
    }
    return targets;
  }

  private Select days(ActiveDays active) {
    EventScan scan = query.scans().get();
    Select days =
        PersonPeriods.rows(
            scan,
            active.from(),
            query.frame().to(),
            scan.matches(query.series().selector()),
            active.day(),
            active.size());
    return Select.from(days, "").column(column("period"), DAY).column(PERSON);
  }

  private Select daysByValue(ActiveDays active) {
    EventScan scan = query.scans().get();
    List<Select.Column> columns = new ArrayList<>();
    columns.add(new Select.Column(active.day(), DAY));
    columns.addAll(query.values(scan));
    columns.add(new Select.Column(scan.person(), PERSON));
    Select rows =
        scan.rows(
            active.from(),
            query.frame().to(),
            scan.matches(query.series().selector()),
            columns.toArray(Select.Column[]::new));
    Select days = Select.from(rows, "").column(DAY);
    for (Select.Column column : query.merged()) {
      days = days.column(column.value(), column.name());
    }
    return days.column(PERSON).asDistinct();
  }
}
