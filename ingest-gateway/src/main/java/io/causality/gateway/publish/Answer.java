package io.causality.gateway.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The stream's answer to one message. */
public sealed interface Answer {
  /** It is durable, now or from an earlier attempt. */
  record Stored() implements Answer {}

  /** The stream is full and refuses new messages. */
  record Full() implements Answer {}

  /** The stream cannot take it now. */
  record NotNow(String reason) implements Answer {}

  /** The one instance of {@link Stored}. */
  Answer STORED = new Stored();

  /** The one instance of {@link Full}. */
  Answer FULL = new Full();

  /** Reads a JetStream publish acknowledgement. */
  static Answer parse(byte[] data) {
    try (JsonParser json = Json.FACTORY.createParser(data)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new NotNow("the acknowledgement is no object");
      }
      boolean stored = false;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "error" -> {
            return error(json);
          }
          case "seq" -> stored = true;
          default -> json.skipChildren();
        }
      }
      return stored ? STORED : new NotNow("the acknowledgement has no sequence");
    } catch (IOException e) {
      return new NotNow("the acknowledgement is not JSON");
    }
  }

  private static Answer error(JsonParser json) throws IOException {
    String description = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isDescription = json.currentName().equals("description");
      json.nextToken();
      if (isDescription) {
        description = json.getText();
      }
    }
    return switch (description) {
      case "maximum bytes exceeded",
          "maximum messages exceeded",
          "maximum messages per subject exceeded",
          "account resource limits exceeded",
          "resource limits exceeded for account",
          "insufficient storage resources available" ->
          FULL;
      default -> new NotNow(description);
    };
  }

  /** Holder of the factory, as an interface cannot hide one. */
  final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}
  }
}
