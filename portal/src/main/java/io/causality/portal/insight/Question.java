package io.causality.portal.insight;

import io.causality.portal.insight.plan.Cohort;
import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.Common;
import io.causality.portal.insight.spec.Filter;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.insight.time.Periods;
import io.causality.portal.insight.time.Window;
import io.causality.portal.insight.time.Windows;
import io.causality.proto.lake.AppEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One question to an app's events: what a kind of insight needs to answer it. All of it is of one
 * moment. For one thread.
 */
public final class Question {
  /** Hours that are looked into for the first event, at first; then ten times as many. */
  private static final int FIRST_LOOK = 24;

  private final Facts facts;
  private final Statements statements;
  private Optional<Instant> incompleteFrom = Optional.empty();
  private OptionalLong firstEvent = OptionalLong.empty();
  private boolean firstEventKnown;

  /**
   * What is known before anything is asked.
   *
   * @param now the instant at which the question counts as asked
   * @param events what the lake holds of the app
   * @param internal the app's saved filter of internal users
   * @param cohorts by where the spec names them; unknown ones end the question
   */
  public record Facts(
      String app,
      Instant now,
      AppEvents events,
      List<Filter> internal,
      Function<Filter.InCohort, Cohort> cohorts) {}

  /** Runs statements as the app. */
  @FunctionalInterface
  public interface Statements {
    /** All rows of a query; ends the question with a problem when they cannot be had. */
    List<Row> rows(String sql) throws InterruptedException;
  }

  public Question(Facts facts, Statements statements) {
    this.facts = facts;
    this.statements = statements;
  }

  public Instant now() {
    return facts.now();
  }

  /** Runs a query. */
  public List<Row> rows(Select select) throws InterruptedException {
    return statements.rows(select.sql());
  }

  /** A scan of events to which the spec's common filters apply. */
  public EventScan scan(Common common) {
    List<Filter> filters = new ArrayList<>(common.filters());
    if (common.excludeInternal()) {
      filters.addAll(facts.internal());
    }
    return new EventScan(facts.events(), filters, facts.cohorts());
  }

  /** A scan of all the app's events. */
  EventScan scan() {
    return new EventScan(facts.events(), List.of(), facts.cohorts());
  }

  /** The spec's window. Runs a statement when it begins with the first event. */
  public Window window(Common common) throws InterruptedException {
    return window(common, common.from(), common.to());
  }

  /** Another window under the same circumstances. */
  public Window window(
      Common common,
      io.causality.portal.insight.spec.Moment from,
      io.causality.portal.insight.spec.Moment to)
      throws InterruptedException {
    if (from instanceof io.causality.portal.insight.spec.Moment.All) {
      firstEvent();
    }
    return Windows.of(from, to, common.zone(), now(), () -> firstEvent);
  }

  /** Hours of the window in which the lake has files of the app, in order. */
  public NavigableSet<Instant> hours(Window window) {
    return EventScan.hours(facts.events(), window.from(), window.to());
  }

  /** Time of the app's first event that is more than an identity event; empty without one. */
  public OptionalLong firstEvent() throws InterruptedException {
    if (!firstEventKnown) {
      firstEvent = findFirstEvent();
      firstEventKnown = true;
    }
    return firstEvent;
  }

  private OptionalLong findFirstEvent() throws InterruptedException {
    NavigableSet<Instant> left = new TreeSet<>(facts.events().hours());
    for (int look = FIRST_LOOK; !left.isEmpty(); look *= 10) {
      NavigableSet<Instant> some = new TreeSet<>();
      while (!left.isEmpty() && some.size() < look) {
        some.add(left.pollFirst());
      }
      EventScan scan =
          new EventScan(new AppEvents(some, facts.events().copies()), List.of(), facts.cohorts());
      Expression time =
          Expression.call(
              "min",
              Expression.call(
                  "date_diff",
                  Expression.literal("millisecond"),
                  Expression.timestamp(0),
                  EventScan.event("ts")));
      List<Row> rows =
          rows(
              scan.everything(
                  some.first().toEpochMilli(),
                  Long.MAX_VALUE,
                  EventScan.counts(),
                  new Select.Column(time, "first")));
      if (!rows.isEmpty() && !rows.getFirst().isNull(0)) {
        return OptionalLong.of(rows.getFirst().integer(0));
      }
    }
    return OptionalLong.empty();
  }

  /** Says which of the answer's periods are not over yet. */
  public void markIncomplete(Periods periods) {
    for (int i = 0; i < periods.size() && incompleteFrom.isEmpty(); i++) {
      if (periods.end(i) > now().toEpochMilli()) {
        incompleteFrom = Optional.of(Instant.ofEpochMilli(periods.start(i)));
      }
    }
  }

  Optional<Instant> incompleteFrom() {
    return incompleteFrom;
  }
}
