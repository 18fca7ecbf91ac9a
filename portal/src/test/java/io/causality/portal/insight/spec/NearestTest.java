package io.causality.portal.insight.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN = List.of("Signed up", "page_view", "Paid", "paid");

  @ParameterizedTest
  @CsvSource({
    "signed_up, Signed up",
    "sigend up, Signed up",
    "PAID, Paid",
    "pageview, page_view",
    "Paid, Paid",
    "paid, paid"
  })
  void findsWhatWasMeant(String wrong, String meant) {
    assertThat(Nearest.to(wrong, KNOWN)).contains(meant);
  }

  @org.junit.jupiter.api.Test
  void findsNothingAmongNothing() {
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }
}
