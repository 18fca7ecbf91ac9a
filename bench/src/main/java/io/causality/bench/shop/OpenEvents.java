package io.causality.bench.shop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Writes events of one app in the open form, one a line, for {@code ./causality load}. */
final class OpenEvents implements ShopGenerator.Sink, AutoCloseable {
  private final String app;
  private final JsonGenerator json;

  OpenEvents(String app, OutputStream out) throws IOException {
    this.app = app;
    this.json = new JsonFactory().createGenerator(out);
    json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
  }

  @Override
  public void accept(ShopEvent event) throws IOException {
    if (!event.app().equals(app)) {
      return;
    }
    json.writeStartObject();
    json.writeStringField("id", event.id());
    json.writeStringField("event", event.name());
    json.writeNumberField("timestamp", event.timeMs());
    json.writeStringField("deviceId", event.deviceId());
    text("userId", event.userId());
    text("sessionId", event.sessionId());
    map("properties", event.properties());
    map("traits", event.traits());
    context(event);
    json.writeEndObject();
  }

  private void context(ShopEvent event) throws IOException {
    ShopEvent.Client client = event.client();
    json.writeObjectFieldStart("context");
    json.writeStringField("platform", Envelopes.platform(client));
    text("osVersion", client.osVersion());
    text("appVersion", client.appVersion());
    json.writeStringField("locale", client.locale());
    text("userAgent", client.userAgent());
    if (!client.country().isEmpty()) {
      json.writeObjectFieldStart("location");
      json.writeStringField("country", client.country());
      json.writeEndObject();
    }
    if (!event.path().isEmpty()) {
      json.writeObjectFieldStart("page");
      json.writeStringField("url", Envelopes.ORIGIN + event.path());
      text("referrer", event.referrer());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void text(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private void map(String name, Map<String, Object> values) throws IOException {
    if (!values.isEmpty()) {
      json.writeObjectFieldStart(name);
      for (Map.Entry<String, Object> value : values.entrySet()) {
        json.writePOJOField(value.getKey(), value.getValue());
      }
      json.writeEndObject();
    }
  }

  @Override
  public void close() throws IOException {
    json.writeRaw('\n');
    json.close();
  }
}
