package io.causality.portal.sqleditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.ComparisonExpression;
import io.trino.sql.tree.StringLiteral;
import io.vertx.core.json.JsonObject;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ParametersTest {
  @Test
  void valuesBecomeLiteralsOfTheirTypes() {
    JsonObject values =
        new JsonObject(
            """
            {"text": "O'Hara", "number": 1.50, "truth": true, "nothing": null,
             "day": {"type": "date", "value": "2026-01-31"}, "n": {"type": "number", "value": "-7"}}
            """);
    assertThat(fill("{{text}} {{ number }} {{truth}} {{nothing}} {{day}} {{n}}", values))
        .isEqualTo("'O''Hara' 1.5 true NULL DATE '2026-01-31' (-7)");
  }

  @Test
  void onlyPlacesOutsideOfQuotesAndCommentsAreFilled() {
    JsonObject one = new JsonObject().put("x", 1);
    assertThat(fill("SELECT {{x}} -- {{y}}\n /* {{z}} */ + {{x}}", one))
        .isEqualTo("SELECT 1 -- {{y}}\n /* {{z}} */ + 1");
    assertThat(fill("SELECT 'it''s' || {{x}}", one)).isEqualTo("SELECT 'it''s' || 1");
    Problem quoted = problem("SELECT\n '{{x}}'", one);
    assertThat(quoted.detail()).contains("outside of quotes");
    assertThat(quoted.line()).isEqualTo(2);
    assertThat(quoted.column()).isEqualTo(3);
    assertThat(problem("SELECT \"{{x}}\"", one).detail()).contains("outside of quotes");
  }

  @Test
  void aMissingOrWrongValueIsNamed() {
    assertThat(problem("SELECT {{x}}", new JsonObject()).field()).isEqualTo("$.parameters.x");
    for (String value :
        new String[] {
          "{\"type\":\"number\",\"value\":\"1; DROP TABLE x\"}",
          "{\"type\":\"number\",\"value\":\"1e999\"}",
          "{\"type\":\"date\",\"value\":\"2026-13-01\"}",
          "{\"type\":\"date\",\"value\":\"' OR true --\"}",
          "{\"type\":\"sql\",\"value\":\"1\"}",
          "[1]"
        }) {
      assertThat(problem("SELECT {{x}}", new JsonObject("{\"x\":" + value + "}")).field())
          .as(value)
          .isEqualTo("$.parameters.x");
    }
  }

  @Test
  void aPlaceInTheFilledTextLeadsBackToTheOriginal() {
    RewrittenQuery filled =
        Parameters.fill("SELECT {{x}}, wrong", new JsonObject().put("x", "a long value"));
    int column = filled.text().indexOf("wrong") + 1;
    assertThat(filled.originalOffset(1, column)).isEqualTo("SELECT {{x}}, ".length());
  }

  @Property(tries = 300)
  void whateverTheTextItStaysOneLiteral(@ForAll String value) {
    String sql = fill("a = {{x}}", new JsonObject().put("x", value));
    ComparisonExpression comparison = (ComparisonExpression) new SqlParser().createExpression(sql);
    assertThat(((StringLiteral) comparison.getRight()).getValue()).isEqualTo(value);
  }

  private static String fill(String sql, JsonObject values) {
    return Parameters.fill(sql, values).text();
  }

  private static Problem problem(String sql, JsonObject values) {
    return catchThrowableOfType(ProblemException.class, () -> Parameters.fill(sql, values))
        .problem();
  }
}
