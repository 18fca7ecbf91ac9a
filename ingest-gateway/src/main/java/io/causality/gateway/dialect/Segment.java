package io.causality.gateway.dialect;

import io.causality.gateway.decode.DecodedEvents;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Segment and RudderStack: {@code track}, {@code identify}, {@code page}, {@code screen}, {@code
 * group} and {@code alias}, one by one or in a batch. A batch with a bad event is answered with
 * 200, as some of the clients end their process when a batch is refused.
 */
final class Segment extends Dialect {
  private static final Set<String> ARRAYS = Set.of("batch");

  private final String type;

  /**
   * The dialect at one path.
   *
   * @param type of the events that name none; empty for batches, where each names its own
   */
  Segment(String type) {
    this.type = type;
  }

  @Override
  Set<String> arrays() {
    return ARRAYS;
  }

  @Override
  String key(Fields request, Fields firstEvent) {
    String key = request.text("writeKey");
    return key.isEmpty() ? firstEvent.text("writeKey") : key;
  }

  @Override
  long sentAtMs(Fields request, Fields firstEvent) {
    return Times.millis(request.get("sentAt"));
  }

  @Override
  void map(Fields request, Fields event, OpenEvent open) throws UnfitEvent {
    Fields context =
        request == event
            ? event.object("context")
            : merged(request.object("context"), event.object("context"));
    open.id = event.text("messageId");
    open.userId = event.text("userId");
    open.deviceId = event.text("anonymousId", "anonymousID");
    open.sessionId = context.text("sessionId");
    open.timestamp =
        Times.time(
            event.has("originalTimestamp")
                ? event.get("originalTimestamp")
                : event.get("timestamp"));
    context(event, context, open);
    byType(event, context, open);
  }

  private void byType(Fields event, Fields context, OpenEvent open) throws UnfitEvent {
    Fields properties = event.object("properties");
    String own = event.text("type", "action");
    String kind = own.isEmpty() ? type : own;
    switch (kind) {
      case "track" -> {
        open.name = event.text("event");
        open.properties.putAll(properties.values());
      }
      case "page" -> {
        open.name = "page_view";
        named(event, properties, open);
        for (String field : new String[] {"url", "path", "referrer", "title"}) {
          open.context("page", field, properties.text(field));
        }
      }
      case "screen" -> {
        open.name = "screen_view";
        named(event, properties, open);
        open.propertyIfAbsent("screen_name", event.text("name"));
      }
      case "identify" -> {
        open.name = "identify";
        // RudderStack's browsers and phones send the traits of an identify in the context.
        open.traits.putAll(context.object("traits").values());
        open.traits.putAll(event.object("traits").values());
      }
      case "group" -> {
        open.name = "group";
        open.properties.putAll(event.object("traits").values());
        open.properties.put("group_id", event.text("groupId"));
      }
      case "alias" -> {
        open.name = "alias";
        String previous = event.text("previousId");
        open.properties.put("previous_id", previous);
        // What was known under the earlier id belongs to the user from now on.
        if (open.deviceId.isEmpty()) {
          open.deviceId = previous;
        }
      }
      case "" -> throw new UnfitEvent("type", "is required");
      default ->
          throw new UnfitEvent("type", "must be track, identify, page, screen, group or alias");
    }
  }

  private static void named(Fields event, Fields properties, OpenEvent open) {
    open.properties.putAll(properties.values());
    open.propertyIfAbsent("name", event.text("name"));
    open.propertyIfAbsent("category", event.text("category"));
  }

  private static void context(Fields event, Fields context, OpenEvent open) {
    Fields page = context.object("page");
    for (String field : new String[] {"url", "path", "referrer", "title"}) {
      open.context("page", field, page.text(field));
    }
    Fields campaign = context.object("campaign");
    for (String field : new String[] {"source", "medium", "name", "term", "content"}) {
      open.context("campaign", field, campaign.text(field));
    }
    Fields app = context.object("app");
    open.context("app", "version", app.text("version"));
    open.context("app", "build", app.text("build"));
    Fields os = context.object("os");
    open.context("os", "name", os.text("name"));
    open.context("os", "version", os.text("version"));
    Fields device = context.object("device");
    open.context("device", "id", device.text("id"));
    open.context("device", "manufacturer", device.text("manufacturer"));
    open.context("device", "model", device.text("model"));
    String deviceType = device.text("type");
    if (!deviceType.equalsIgnoreCase("ios") && !deviceType.equalsIgnoreCase("android")) {
      open.context("device", "type", deviceType);
    }
    Fields library = context.object("library");
    open.context("library", "name", library.text("name"));
    open.context("library", "version", library.text("version"));
    open.platform(
        deviceType,
        os.text("name"),
        event.text("channel"),
        context.text("channel"),
        library.text("name"));
    Fields screen = context.object("screen");
    open.contextNumber("screenWidth", screen.get("width"));
    open.contextNumber("screenHeight", screen.get("height"));
    open.context("carrier", context.object("network").text("carrier"));
    open.context("locale", context.text("locale"));
    open.context("timezone", context.text("timezone"));
    open.context("ip", context.text("ip"));
    open.context("userAgent", context.text("userAgent"));
    open.country(context.object("location").text("country"));
  }

  private static Fields merged(Fields shared, Fields own) {
    if (shared.values().isEmpty()) {
      return own;
    }
    Map<String, @Nullable Object> both = new LinkedHashMap<>(shared.values());
    both.putAll(own.values());
    return Fields.of(both);
  }

  @Override
  public String accepted(DecodedEvents events, int bodyBytes, long nowMs) {
    return json(
        body -> {
          body.writeBooleanField("success", true);
          rejected(body, events.rejected());
        });
  }
}
