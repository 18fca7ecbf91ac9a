package io.causality.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages look like the web app: what both name alike is the same. */
class DesignTest {
  private static final Pattern TOKEN = Pattern.compile("(--[a-z0-9-]+):\\s*([^;]+);");

  @Test
  void coloursAreThoseOfTheWebApp() throws Exception {
    Path root = Path.of(System.getProperty("causality.root"));
    String app = Files.readString(root.resolve("portal-ui/src/shared/ui/tokens.css"));
    String pages =
        Files.readString(root.resolve("portal/src/main/resources/pages/assets/site.css"));
    Map<String, String> light = tokens(app, ":root {");
    Map<String, String> dark = tokens(app, ":root[data-theme='dark'] {");
    int common = compare(light, tokens(pages, ":root {"));
    common += compare(dark, tokens(pages, "@media (prefers-color-scheme: dark) {\n  :root {"));
    assertThat(common).isGreaterThan(40);
  }

  /** Returns how many colours both have. */
  private static int compare(Map<String, String> app, Map<String, String> pages) {
    int common = 0;
    for (Map.Entry<String, String> token : pages.entrySet()) {
      boolean colour = token.getValue().contains("#") || token.getValue().contains("rgb(");
      if (colour && app.containsKey(token.getKey())) {
        assertThat(token.getValue()).as(token.getKey()).isEqualTo(app.get(token.getKey()));
        common++;
      }
    }
    return common;
  }

  private static Map<String, String> tokens(String css, String head) {
    int from = css.indexOf(head);
    assertThat(from).as(head).isNotNegative();
    String block = css.substring(from + head.length(), css.indexOf('}', from));
    Map<String, String> tokens = new HashMap<>();
    Matcher matcher = TOKEN.matcher(block);
    while (matcher.find()) {
      tokens.put(matcher.group(1), matcher.group(2).strip());
    }
    return tokens;
  }
}
