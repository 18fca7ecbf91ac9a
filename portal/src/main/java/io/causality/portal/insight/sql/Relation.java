package io.causality.portal.insight.sql;

import java.util.List;
import java.util.stream.Collectors;

/** Something with rows. */
public sealed interface Relation permits Relation.Table, Relation.Written, Relation.Union, Select {
  /** As it stands in {@code FROM}, or where a query stands. */
  String text(int indent);

  /** A table or a view, by its full name. */
  record Table(String name) implements Relation {
    @Override
    public String text(int indent) {
      return name;
    }
  }

  /** SQL that somebody else has written, a whole query; stands as it is. */
  record Written(String sql) implements Relation {
    @Override
    public String text(int indent) {
      return sql;
    }
  }

  /** All rows of several queries. */
  record Union(List<? extends Relation> parts) implements Relation {
    public Union {
      parts = List.copyOf(parts);
    }

    @Override
    public String text(int indent) {
      return parts.stream()
          .map(part -> part.text(indent))
          .collect(Collectors.joining("\n" + " ".repeat(indent) + "UNION ALL\n"));
    }
  }
}
