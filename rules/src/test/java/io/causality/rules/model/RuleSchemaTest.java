package io.causality.rules.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.rules.Samples;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import org.junit.jupiter.api.Test;

class RuleSchemaTest {
  private static final Validator SCHEMA =
      Validator.create(
          JsonSchema.of(new JsonObject(RuleSchema.json())),
          new JsonSchemaOptions()
              .setBaseUri("urn:causality:")
              .setDraft(Draft.DRAFT202012)
              .setOutputFormat(OutputFormat.Flag));

  /** Whether the schema accepts a document. */
  static boolean accepts(String json) {
    OutputUnit result = SCHEMA.validate(Json.decodeValue(json));
    return Boolean.TRUE.equals(result.getValid());
  }

  @Test
  void acceptsWhatTheReaderAccepts() throws BadRuleException {
    for (String sample : Samples.good()) {
      String json = Samples.json(sample);
      assertThat(accepts(json)).as(sample).isTrue();
      assertThat(accepts(RuleWriter.write(RuleReader.read(json)))).as(sample).isTrue();
    }
  }

  @Test
  void refusesWhatIsOfAnotherShape() {
    for (Samples.Bad bad : Samples.bad()) {
      assertThat(accepts(Samples.json(bad.json()))).as(bad.json()).isFalse();
    }
  }
}
