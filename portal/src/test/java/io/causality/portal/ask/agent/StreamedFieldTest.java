package io.causality.portal.ask.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamedFieldTest {
  private static final String TEXT = "3 \"people\",\n{so} [far]: \\ ü \u0001 \ud83d\ude00, text";

  @Test
  void howeverTheObjectIsCutTheTextGrowsToTheWhole() {
    String json =
        new JsonObject()
            .put("status", "text")
            .put("choices", new JsonArray().add(new JsonObject().put("text", "not this one")))
            .put("rows", 12)
            .put("text", TEXT)
            .put("assumptions", new JsonArray().add("text").add("neither"))
            .encode();
    for (int size = 1; size <= json.length(); size++) {
      StreamedField field = new StreamedField("text");
      List<String> seen = new ArrayList<>();
      for (int i = 0; i < json.length(); i += size) {
        seen.add(field.take(json.substring(i, Math.min(json.length(), i + size))));
      }
      assertThat(seen.getLast()).as("pieces of %d", size).isEqualTo(TEXT);
      assertThat(seen).allMatch(TEXT::startsWith);
    }
  }

  @Test
  void escapesByNumberAreReadAndNonsenseIsNoError() {
    StreamedField field = new StreamedField("text");
    assertThat(field.take("{\"text\": \"\\u00")).isEmpty();
    assertThat(field.take("fc\\uzzzz\\/")).isEqualTo("ü\ufffd/");
    assertThat(new StreamedField("text").take("]]}\"text\":,\"")).isEmpty();
  }
}
