package io.causality.jobs.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageAddressProperties {
  @Property
  void aRelativeAddressKeepsEverythingBeforeQueryAndFragment(@ForAll String text) {
    String url =
        "/"
            + text.replace("\n", "")
                .replace("\r", "")
                .replace("\u0085", "")
                .replace("\u2028", "")
                .replace("\u2029", "");

    assertThat(PageAddress.of(url).path()).isEqualTo(url.replaceFirst("[?#].*$", ""));
  }

  @Property
  void anyTextIsTaken(@ForAll String text) {
    assertThatCode(() -> PageAddress.of(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/a/b?x=1#top, /a/b",
    "https://shop.example, /",
    "https://shop.example?x=1, /",
    "HTTP://u:p@shop.example:8080//a, //a",
    "app://screen/cart, /cart",
    "/a/b?x=1, /a/b",
    "/a#b?c, /a",
    "/p?u=https://else.example/c, /p",
    "a/b, a/b",
    "//cdn.example/x, //cdn.example/x",
    "'*', '*'",
  })
  void thePathIsWithoutSchemeHostQueryAndFragment(String url, String path) {
    assertThat(PageAddress.of(url).path()).isEqualTo(path);
  }

  @Test
  void campaignParametersAreDecodedTheFirstOfANameCountsAndEmptyOnesDoNot() {
    assertThat(
            PageAddress.of(
                    "/?a=1&utm_source=a%20b+c&UTM_Medium=cpc&utm_source=z&utm_term=&utm_content=100%#utm_x=1")
                .parameters())
        .isEqualTo(Map.of("utm_source", "a b c", "utm_medium", "cpc", "utm_content", "100%"));
  }
}
