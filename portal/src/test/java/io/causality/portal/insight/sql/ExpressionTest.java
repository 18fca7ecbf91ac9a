package io.causality.portal.insight.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.DoubleLiteral;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.StringLiteral;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  private static final SqlParser PARSER = new SqlParser();

  @Property
  void anyTextIsALiteralThatReadsBack(@ForAll String text) {
    Expression literal = Expression.literal(text);
    assertThat(PARSER.createExpression(literal.text()))
        .isInstanceOfSatisfying(
            StringLiteral.class, read -> assertThat(read.getValue()).isEqualTo(text));
  }

  @Property
  void anyNonNegativeNumberReadsBack(@ForAll double number) {
    double positive = Double.isFinite(number) ? Math.abs(number) : 1;
    assertThat(PARSER.createExpression(Expression.literal(positive).text()))
        .isInstanceOfSatisfying(
            DoubleLiteral.class, read -> assertThat(read.getValue()).isEqualTo(positive));
  }

  @Property
  void anyNameIsAnIdentifier(@ForAll String name) {
    if (!name.isEmpty()) {
      assertThat(PARSER.createExpression(Expression.column(name).text()))
          .isInstanceOfSatisfying(
              Identifier.class, read -> assertThat(read.getValue()).isEqualTo(name));
    }
  }

  @Test
  void conditionsAreJoinedWithoutWhatSaysNothing() {
    Expression a = Expression.column("a");
    Expression b = Expression.column("b");
    assertThat(Expression.and(a, Expression.TRUE, a)).isEqualTo(a);
    assertThat(Expression.and(a, b).text()).isEqualTo("(a AND b)");
    assertThat(Expression.and(a, Expression.FALSE)).isEqualTo(Expression.FALSE);
    assertThat(Expression.or(List.of(a, Expression.FALSE, b)).text()).isEqualTo("(a OR b)");
    assertThat(Expression.or(List.of())).isEqualTo(Expression.FALSE);
    assertThat(a.in(List.of())).isEqualTo(Expression.FALSE);
  }

  @Test
  void aQueryReadsAsOneWouldWriteIt() {
    Select select =
        Select.from(new Relation.Table("lake.causality.events"), "e")
            .where(Expression.column("e", "ts").le(Expression.timestamp(0)))
            .column(Expression.column("e", "day"), "day")
            .groupByColumns()
            .column(Expression.call("count", new Expression("*")), "n")
            .orderBy(List.of("n DESC"))
            .limit(3);
    assertThat(select.sql())
        .isEqualTo(
            """
            SELECT e."day",
              count(*) AS n
            FROM lake.causality.events e
            WHERE (e.ts <= TIMESTAMP '1970-01-01 00:00:00.000')
            GROUP BY 1
            ORDER BY n DESC
            LIMIT 3"""
                .stripIndent());
    assertThat(PARSER.createStatement(select.sql())).isNotNull();
  }
}
