package io.causality.rules.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.causality.rules.Samples;
import io.causality.rules.TestEvents;
import io.causality.rules.evaluate.Evaluation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the document: it is a rule that can be evaluated, or it is refused with a place. */
class FuzzProperties {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] SCALARS = {
    "0",
    "-1",
    "1.5",
    "1e300",
    "1e-300",
    "123456789012345678901234567890",
    "true",
    "\"\"",
    "\" \"",
    "\"x\"",
    "\"$.os\"",
    "\"$.properties.a\"",
    "\"a:$.os\"",
    "\"(\"",
    "\"24:00\"",
    "[]",
    "{}",
    "[1]",
    "{\"a\":{}}",
    "\"\\ud800\"",
    "\"app\"",
    "\"12:30\"",
    "\"sum:$.total_cents\"",
    "60"
  };

  @Property(tries = 4_000)
  void changedDocuments(@ForAll long seed) throws JsonProcessingException {
    Random random = new Random(seed);
    JsonNode tree = JSON.readTree(Samples.json(sample(random)));
    for (int i = random.nextInt(3); i >= 0; i--) {
      change(tree, random);
    }
    String json = tree.toString();
    Rule rule;
    try {
      rule = RuleReader.read(json);
    } catch (BadRuleException e) {
      assertThat(e.field()).startsWith("$");
      assertThat(e.detail()).isNotBlank();
      return;
    }
    assertCanBeUsed(rule);
    assertThat(RuleSchemaTest.accepts(json)).as(json).isTrue();
  }

  @Property(tries = 2_000)
  void changedBytes(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = Samples.json(sample(random)).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    try {
      RuleReader.readPublished(bytes);
    } catch (BadRuleException e) {
      assertThat(e.field()).startsWith("$");
    }
  }

  private static String sample(Random random) {
    List<String> samples = new ArrayList<>(Samples.good());
    Samples.senseless().forEach(bad -> samples.add(bad.json()));
    return samples.get(random.nextInt(samples.size()));
  }

  private static void assertCanBeUsed(Rule rule) {
    try {
      assertThat(RuleReader.read(RuleWriter.write(rule))).isEqualTo(rule);
    } catch (BadRuleException e) {
      throw new AssertionError("the reader refuses what the writer wrote", e);
    }
    Evaluation evaluation = new Evaluation(new PublishedRule("shop", "r", 1, rule));
    evaluation.signal(TestEvents.event("x", "p", 1, 1, Map.of("plan", "a", "ms", 5)));
    evaluation.signal(TestEvents.checkout("c", 5, 1, 1));
  }

  /** Puts a scalar or a copy in place of a random node, takes a field away or adds one. */
  private static void change(JsonNode tree, Random random) throws JsonProcessingException {
    List<ContainerNode<?>> containers = new ArrayList<>();
    collect(tree, containers);
    ContainerNode<?> container = containers.get(random.nextInt(containers.size()));
    JsonNode value = JSON.readTree(SCALARS[random.nextInt(SCALARS.length)]);
    if (container instanceof ArrayNode array) {
      if (array.isEmpty() || random.nextInt(4) == 0) {
        array.add(value);
      } else if (random.nextInt(4) == 0) {
        array.remove(random.nextInt(array.size()));
      } else if (random.nextInt(4) == 0) {
        array.add(array.get(random.nextInt(array.size())).deepCopy());
      } else {
        array.set(random.nextInt(array.size()), value);
      }
    } else if (container instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      if (names.isEmpty() || random.nextInt(8) == 0) {
        object.set("same_as", JsonNodeFactory.instance.textNode("a:$.os"));
      } else if (random.nextInt(3) == 0) {
        object.remove(names.get(random.nextInt(names.size())));
      } else {
        object.set(names.get(random.nextInt(names.size())), value);
      }
    }
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
    if (node instanceof ContainerNode<?> container) {
      containers.add(container);
      container.forEach(child -> collect(child, containers));
    }
  }
}
