package io.causality.gateway.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the documents of the bucket {@code gateway_config}. Unknown fields are ignored. */
final class KeyDocuments {
  private static final JsonFactory JSON = new JsonFactory();

  private KeyDocuments() {}

  /** App of a key's document; empty when it names none. */
  static String app(byte[] document) throws IOException {
    String app = "";
    try (JsonParser json = JSON.createParser(document)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isApp = json.currentName().equals("app");
        if (json.nextToken() == JsonToken.VALUE_STRING && isApp) {
          app = json.getText();
        }
        json.skipChildren();
      }
    }
    return app;
  }

  /** Settings of an app's document. */
  static AppSettings settings(byte[] document) throws IOException {
    boolean keepIp = AppSettings.DEFAULT.keepIp();
    boolean keepUserAgent = AppSettings.DEFAULT.keepUserAgent();
    long rate = AppSettings.DEFAULT.ratePerSecond();
    try (JsonParser json = JSON.createParser(document)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        switch (name) {
          case "keep_ip" -> keepIp = value != JsonToken.VALUE_FALSE;
          case "keep_user_agent" -> keepUserAgent = value != JsonToken.VALUE_FALSE;
          case "rate_per_second" ->
              rate = value == JsonToken.VALUE_NUMBER_INT ? Math.max(0, json.getLongValue()) : 0;
          default -> json.skipChildren();
        }
      }
    }
    return new AppSettings(keepIp, keepUserAgent, rate);
  }
}
