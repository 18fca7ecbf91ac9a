package io.causality.gateway.decode;

import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;

import com.fasterxml.jackson.core.JsonParser;
import io.causality.proto.v1.Campaign;
import io.causality.proto.v1.DeviceContext;
import io.causality.proto.v1.Library;
import io.causality.proto.v1.Page;
import java.io.IOException;

/**
 * The {@code context} of the open form: the fields of DeviceContext in proto3 JSON beside the
 * groups that other products' libraries send ({@code page}, {@code app}, {@code os}, …). What it
 * does not know it ignores, as libraries put all kinds of things there; what it knows must have the
 * right type. Stateless beside its plan; thread-safe.
 */
final class OpenContext {
  private static final int APP_VERSION = text(DeviceContext.APP_VERSION_FIELD_NUMBER);
  private static final int BUILD_NUMBER = text(DeviceContext.BUILD_NUMBER_FIELD_NUMBER);
  private static final int OS_VERSION = text(DeviceContext.OS_VERSION_FIELD_NUMBER);
  private static final int MANUFACTURER = text(DeviceContext.MANUFACTURER_FIELD_NUMBER);
  private static final int DEVICE_MODEL = text(DeviceContext.DEVICE_MODEL_FIELD_NUMBER);

  private static final MessagePlan FIELDS = MessagePlan.of(DeviceContext.getDescriptor());
  private final ProtoJson protoJson;

  OpenContext(ProtoJson protoJson) {
    this.protoJson = protoJson;
  }

  /** Reads the object at which the parser stands into the draft and the event's bytes. */
  void read(JsonParser json, EnvelopeDraft draft, Sender sender, WireBuffer out)
      throws IOException, RejectedEvent {
    requireObject(json, "context");
    while (json.nextToken() == FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == VALUE_NULL) {
        continue;
      }
      try {
        member(json, name, draft, sender, out);
      } catch (RejectedEvent e) {
        throw e.within("context");
      }
    }
  }

  private void member(
      JsonParser json, String name, EnvelopeDraft draft, Sender sender, WireBuffer out)
      throws IOException, RejectedEvent {
    switch (name) {
      case "page" -> page(json, out);
      case "campaign" ->
          group(json, name, out, EnvelopeFields.CAMPAIGN, OpenContext::campaignField);
      case "library" -> group(json, name, out, EnvelopeFields.LIBRARY, OpenContext::libraryField);
      case "app", "os", "device", "location" -> {
        requireObject(json, name);
        while (json.nextToken() == FIELD_NAME) {
          String key = json.currentName();
          if (json.nextToken() == VALUE_NULL) {
            continue;
          }
          groupMember(json, name, key, draft, out);
        }
      }
      case "ip" -> {
        String ip = ProtoJson.text(json, name);
        if (sender.keepIp()) {
          out.writeString(EnvelopeFields.IP, ip);
        }
      }
      case "userAgent", "user_agent" -> {
        String userAgent = ProtoJson.text(json, name);
        if (sender.keepUserAgent()) {
          out.writeString(EnvelopeFields.USER_AGENT, userAgent);
        }
      }
      default -> {
        FieldPlan field = FIELDS.field(name);
        if (field == null) {
          json.skipChildren();
        } else {
          protoJson.value(json, field, name, draft.device);
        }
      }
    }
  }

  private static void groupMember(
      JsonParser json, String group, String key, EnvelopeDraft draft, WireBuffer out)
      throws IOException, RejectedEvent {
    String path = group + "." + key;
    switch (path) {
      case "app.version" -> draft.device.writeString(APP_VERSION, ProtoJson.text(json, path));
      case "app.build" -> draft.device.writeString(BUILD_NUMBER, ProtoJson.text(json, path));
      case "os.name" -> out.writeString(EnvelopeFields.OS_NAME, ProtoJson.text(json, path));
      case "os.version" -> draft.device.writeString(OS_VERSION, ProtoJson.text(json, path));
      case "device.id" ->
          draft.contextDeviceId = Texts.checkId(path, ProtoJson.text(json, path), Texts.MAX_NAME);
      case "device.manufacturer" ->
          draft.device.writeString(MANUFACTURER, ProtoJson.text(json, path));
      case "device.model" -> draft.device.writeString(DEVICE_MODEL, ProtoJson.text(json, path));
      case "device.type" -> out.writeString(EnvelopeFields.DEVICE_TYPE, ProtoJson.text(json, path));
      case "location.country" ->
          out.writeString(EnvelopeFields.COUNTRY, ProtoJson.text(json, path));
      default -> json.skipChildren();
    }
  }

  /** A page without an address is known by its path. */
  private static void page(JsonParser json, WireBuffer out) throws IOException, RejectedEvent {
    requireObject(json, "page");
    int mark = out.begin(EnvelopeFields.PAGE);
    String url = "";
    String path = "";
    while (json.nextToken() == FIELD_NAME) {
      String key = json.currentName();
      if (json.nextToken() == VALUE_NULL) {
        continue;
      }
      switch (key) {
        case "url" -> url = ProtoJson.text(json, "page.url");
        case "path" -> path = ProtoJson.text(json, "page.path");
        case "referrer" ->
            out.writeString(
                text(Page.REFERRER_FIELD_NUMBER), ProtoJson.text(json, "page.referrer"));
        case "title" ->
            out.writeString(text(Page.TITLE_FIELD_NUMBER), ProtoJson.text(json, "page.title"));
        default -> json.skipChildren();
      }
    }
    String address = url.isEmpty() ? path : url;
    if (!address.isEmpty()) {
      out.writeString(text(Page.URL_FIELD_NUMBER), address);
    }
    out.end(mark);
  }

  /** Tag of a text field of a group by its key, 0 for an unknown key. */
  private interface GroupFields {
    int tag(String key);
  }

  private static void group(
      JsonParser json, String name, WireBuffer out, int groupTag, GroupFields fields)
      throws IOException, RejectedEvent {
    requireObject(json, name);
    int mark = out.begin(groupTag);
    while (json.nextToken() == FIELD_NAME) {
      String key = json.currentName();
      int tag = fields.tag(key);
      if (json.nextToken() == VALUE_NULL) {
        continue;
      }
      if (tag == 0) {
        json.skipChildren();
      } else {
        out.writeString(tag, ProtoJson.text(json, name + "." + key));
      }
    }
    out.end(mark);
  }

  private static int campaignField(String key) {
    return switch (key) {
      case "source" -> text(Campaign.SOURCE_FIELD_NUMBER);
      case "medium" -> text(Campaign.MEDIUM_FIELD_NUMBER);
      case "name" -> text(Campaign.NAME_FIELD_NUMBER);
      case "term" -> text(Campaign.TERM_FIELD_NUMBER);
      case "content" -> text(Campaign.CONTENT_FIELD_NUMBER);
      default -> 0;
    };
  }

  private static int libraryField(String key) {
    return switch (key) {
      case "name" -> text(Library.NAME_FIELD_NUMBER);
      case "version" -> text(Library.VERSION_FIELD_NUMBER);
      default -> 0;
    };
  }

  private static void requireObject(JsonParser json, String name) throws RejectedEvent {
    if (json.currentToken() != START_OBJECT) {
      throw RejectedEvent.of(name, "must be an object");
    }
  }

  private static int text(int number) {
    return WireBuffer.tag(number, WireBuffer.LENGTH_DELIMITED);
  }
}
