package io.causality.portal.insight;

import io.causality.portal.insight.plan.EventScan;
import io.causality.portal.insight.sql.Expression;
import io.causality.portal.insight.sql.Relation;
import io.causality.portal.insight.sql.Select;
import io.causality.portal.lake.Cancellation;
import io.causality.portal.lake.EngineException;
import io.causality.portal.lake.KnownHours;
import io.causality.portal.lake.QueryEngine;
import io.causality.portal.lake.RowReader;
import io.causality.portal.lake.Statement;
import io.causality.proto.lake.LakeDdl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Names as the lake's files hold them, read again when the data has changed. Thread-safe. */
public final class LakeNames implements KnownNames {
  private static final int MOST = 100_000;
  private static final long MOST_CHARACTERS = 16L << 20;

  private final QueryEngine engine;
  private final KnownHours hours;
  private final InsightService.DataVersion version;
  private final Map<String, Read> read = new ConcurrentHashMap<>();

  private record Read(String version, Names names) {}

  public LakeNames(QueryEngine engine, KnownHours hours, InsightService.DataVersion version) {
    this.engine = engine;
    this.hours = hours;
    this.version = version;
  }

  @Override
  public Names of(String app) throws InterruptedException {
    String current = version.of(app);
    Read known = read.get(app);
    if (known == null || !known.version().equals(current)) {
      known = new Read(current, new Names(events(app), properties(app), traits(app)));
      read.put(app, known);
    }
    return known.names();
  }

  private Set<String> events(String app) throws InterruptedException {
    return names(app, all(app, EventScan.event("event_name"), "name").asDistinct());
  }

  private Set<String> properties(String app) throws InterruptedException {
    Expression keys = Expression.call("map_keys", EventScan.event("properties"));
    Select maps = all(app, keys, "property_names").asDistinct();
    return names(
        app,
        Select.from(maps, "m")
            .join(
                "CROSS JOIN",
                new Relation.Table("UNNEST(property_names)"),
                "k (name)",
                Expression.TRUE)
            .column(Expression.column("k", "name"), "name")
            .asDistinct());
  }

  private Set<String> traits(String app) throws InterruptedException {
    return names(
        app,
        Select.from(new Relation.Table(LakeDdl.name("traits")), "").column("name").asDistinct());
  }

  private Select all(String app, Expression value, String name) {
    NavigableSet<Instant> known = hours.of(app);
    return new EventScan(
            known,
            List.of(),
            filter -> {
              throw new IllegalStateException("no filter");
            })
        .everything(
            Long.MIN_VALUE, Long.MAX_VALUE, Expression.TRUE, new Select.Column(value, name));
  }

  private Set<String> names(String app, Select select) throws InterruptedException {
    RowReader rows = new RowReader(MOST, MOST_CHARACTERS);
    try {
      engine.query(new Statement(app, select.sql(), Map.of()), rows, new Cancellation(), at -> {});
    } catch (EngineException e) {
      throw new io.causality.portal.http.ProblemException(
          io.causality.portal.http.Problem.of(
                  io.causality.portal.http.ProblemCode.QUERY_ENGINE_DOWN,
                  "the names could not be read: " + e.errorName())
              .retryAfter(5));
    }
    return rows.rows().stream()
        .map(row -> row.getFirst())
        .filter(java.util.Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.toUnmodifiableSet());
  }
}
