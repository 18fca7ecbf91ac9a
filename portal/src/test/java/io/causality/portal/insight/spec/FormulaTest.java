package io.causality.portal.insight.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
  private static final double[] VALUES = {6, 4, 0};

  @ParameterizedTest
  @CsvSource({
    "A, 6",
    "A+B*2, 14",
    "(A+B)*2, 20",
    "A-B-1, 1",
    "A/B/2, 0.75",
    "-A, -6",
    "A--B, 10",
    "2*-(A - 1), -10",
    "A/C, 0",
    "C/C, 0",
    "1/0 + A, 6",
    "100*A/(A+B), 60",
    "1.5e1*B, 60",
    ".5*B, 2",
    "' 1 + A ', 7",
    "1e308*1e308, 0"
  })
  void isCalculated(String text, double expected) {
    assertThat(Formula.parse(text, 3, "$.formula").of(i -> VALUES[i])).isEqualTo(expected);
  }
}
