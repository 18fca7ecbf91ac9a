package io.causality.portal.insight.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A query. Immutable; each method gives a copy with more in it.
 *
 * @param groups how many of the first columns make the groups; 0 for no grouping, or one group
 */
public record Select(
    boolean distinct,
    List<Column> columns,
    Relation from,
    String alias,
    List<Join> joins,
    Expression where,
    int groups,
    Expression having,
    List<String> order,
    OptionalLong limit)
    implements Relation {
  public Select {
    columns = List.copyOf(columns);
    joins = List.copyOf(joins);
    order = List.copyOf(order);
  }

  /** A column of the result. */
  public record Column(Expression value, String name) {
    String text() {
      String named = Expression.identifier(name);
      boolean same = value.text().equals(named) || value.text().endsWith("." + named);
      return same ? value.text() : value.text() + " AS " + named;
    }
  }

  /** A relation joined to those before it. */
  public record Join(String kind, Relation relation, String alias, Expression on) {}

  /** Everything from a relation; columns are to be added. */
  public static Select from(Relation relation, String alias) {
    return new Select(
        false,
        List.of(),
        relation,
        alias,
        List.of(),
        Expression.TRUE,
        0,
        Expression.TRUE,
        List.of(),
        OptionalLong.empty());
  }

  public Select column(Expression value, String name) {
    List<Column> more = new ArrayList<>(columns);
    more.add(new Column(value, name));
    return new Select(distinct, more, from, alias, joins, where, groups, having, order, limit);
  }

  public Select column(String name) {
    return column(Expression.column(name), name);
  }

  public Select asDistinct() {
    return new Select(true, columns, from, alias, joins, where, groups, having, order, limit);
  }

  public Select join(String kind, Relation relation, String as, Expression on) {
    List<Join> more = new ArrayList<>(joins);
    more.add(new Join(kind, relation, as, on));
    return new Select(distinct, columns, from, alias, more, where, groups, having, order, limit);
  }

  public Select where(Expression condition) {
    return new Select(
        distinct,
        columns,
        from,
        alias,
        joins,
        Expression.and(where, condition),
        groups,
        having,
        order,
        limit);
  }

  /** Groups by the columns that there are now. */
  public Select groupByColumns() {
    return new Select(
        distinct, columns, from, alias, joins, where, columns.size(), having, order, limit);
  }

  public Select having(Expression condition) {
    return new Select(
        distinct,
        columns,
        from,
        alias,
        joins,
        where,
        groups,
        Expression.and(having, condition),
        order,
        limit);
  }

  /** Orders by expressions, each perhaps with {@code DESC}. */
  public Select orderBy(List<String> by) {
    return new Select(distinct, columns, from, alias, joins, where, groups, having, by, limit);
  }

  public Select limit(long rows) {
    return new Select(
        distinct, columns, from, alias, joins, where, groups, having, order, OptionalLong.of(rows));
  }

  /** The statement. */
  public String sql() {
    return text(0);
  }

  @Override
  public String text(int indent) {
    String pad = "\n" + " ".repeat(indent);
    StringBuilder text = new StringBuilder(" ".repeat(indent));
    text.append(distinct ? "SELECT DISTINCT" : "SELECT");
    text.append(
        columns.stream().map(Column::text).collect(Collectors.joining("," + pad + "  ", " ", "")));
    text.append(pad).append("FROM ").append(nested(from, alias, indent));
    for (Join join : joins) {
      text.append(pad).append(join.kind()).append(' ');
      text.append(nested(join.relation(), join.alias(), indent));
      if (!join.on().equals(Expression.TRUE)) {
        text.append(" ON ").append(join.on().text());
      }
    }
    if (!where.equals(Expression.TRUE)) {
      text.append(pad).append("WHERE ").append(where.text());
    }
    if (groups > 0) {
      text.append(pad)
          .append(
              IntStream.rangeClosed(1, groups)
                  .mapToObj(Integer::toString)
                  .collect(Collectors.joining(", ", "GROUP BY ", "")));
    }
    if (!having.equals(Expression.TRUE)) {
      text.append(pad).append("HAVING ").append(having.text());
    }
    if (!order.isEmpty()) {
      text.append(pad).append("ORDER BY ").append(String.join(", ", order));
    }
    limit.ifPresent(rows -> text.append(pad).append("LIMIT ").append(rows));
    return text.toString();
  }

  private static String nested(Relation relation, String alias, int indent) {
    if (relation instanceof Table table) {
      return alias.isEmpty() ? table.name() : table.name() + " " + alias;
    }
    return "(\n"
        + relation.text(indent + 2)
        + "\n"
        + " ".repeat(indent)
        + ")"
        + (alias.isEmpty() ? "" : " " + alias);
  }
}
