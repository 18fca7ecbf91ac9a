package io.causality.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.rules.model.BadRuleException;
import io.causality.rules.model.RuleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentationTest {
  @Test
  void everyExampleIsARuleAndEveryKindHasOne() throws IOException, BadRuleException {
    Set<String> kinds = new HashSet<>();
    for (String example : examples()) {
      kinds.add(RuleReader.read(example).when().text());
    }
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "match",
            "threshold",
            "rate",
            "count",
            "sequence",
            "absence",
            "times",
            "anomaly",
            "silence");
  }

  /** The indented blocks. */
  private static List<String> examples() throws IOException {
    Path page = Path.of(System.getProperty("causality.root"), "docs", "rules.md");
    List<String> examples = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("    ")) {
        block.append(line).append('\n');
      } else if (!block.isEmpty()) {
        examples.add(block.toString());
        block.setLength(0);
      }
    }
    return examples;
  }
}
