package io.causality.gateway.dialect;

import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.DecodedEvents.Rejected;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Amplitude's HTTP API V2 and batch API. Its clients read the numbers of the answer's body: a body
 * without {@code code} counts as failed, and of a refused request they send again what the answer
 * does not name, so a request with a bad event is refused as a whole.
 */
final class Amplitude extends Dialect {
  private static final Set<String> ARRAYS = Set.of("events");

  /** Operations on user properties that a trait cannot express; kept beside the event. */
  private static final Set<String> KEPT_OPERATIONS =
      Set.of("$add", "$append", "$prepend", "$preInsert", "$postInsert", "$remove", "$clearAll");

  /** Fields of an event that become properties under their own names. */
  private static final List<String> KEPT =
      List.of(
          "price",
          "quantity",
          "revenue",
          "productId",
          "product_id",
          "revenueType",
          "revenue_type",
          "currency",
          "region",
          "city",
          "dma",
          "location_lat",
          "location_lng",
          "event_id");

  @Override
  Set<String> arrays() {
    return ARRAYS;
  }

  @Override
  String key(Fields request, Fields firstEvent) {
    return request.text("api_key");
  }

  @Override
  long sentAtMs(Fields request, Fields firstEvent) {
    return Times.millis(request.get("client_upload_time"));
  }

  @Override
  void map(Fields request, Fields event, OpenEvent open) {
    String type = event.text("event_type");
    open.id = event.text("insert_id");
    open.userId = event.text("user_id");
    open.deviceId = event.text("device_id");
    String session = event.text("session_id");
    open.sessionId = session.equals("-1") ? "" : session;
    open.timestamp = Times.time(event.get("time"));
    open.properties.putAll(event.object("event_properties").values());
    for (String name : KEPT) {
      Object value = event.get(name);
      if (value != null) {
        open.properties.putIfAbsent(name, value);
      }
    }
    Object groups = event.get("groups");
    if (groups != null && !Fields.of(groups).values().isEmpty()) {
      open.properties.put("groups", groups);
    }
    switch (type) {
      case "$identify" -> open.name = "identify";
      case "$groupidentify" -> {
        open.name = "group";
        group(event.object("group_properties"), open);
      }
      default -> open.name = type;
    }
    traits(event.object("user_properties"), open);
    context(event, open);
  }

  /** Properties of the group, as an operation or plain, are properties of the event. */
  private static void group(Fields properties, OpenEvent open) {
    properties
        .values()
        .forEach(
            (name, value) -> {
              if (name.equals("$set") || name.equals("$setOnce")) {
                open.properties.putAll(Fields.of(value).values());
              } else {
                open.properties.put(name, value);
              }
            });
  }

  private static void traits(Fields properties, OpenEvent open) {
    properties
        .values()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "$set" -> open.traits.putAll(Fields.of(value).values());
                case "$setOnce" -> open.traitsOnce.putAll(Fields.of(value).values());
                case "$unset" ->
                    Fields.of(value).values().keySet().forEach(key -> open.traits.put(key, null));
                default -> {
                  if (KEPT_OPERATIONS.contains(name)) {
                    open.properties.put(name, value);
                  } else {
                    open.traits.put(name, value);
                  }
                }
              }
            });
  }

  private static void context(Fields event, OpenEvent open) {
    String library = event.text("library");
    int slash = library.lastIndexOf('/');
    open.context("library", "name", slash < 0 ? library : library.substring(0, slash));
    open.context("library", "version", slash < 0 ? "" : library.substring(slash + 1));
    open.platform(event.text("platform"), event.text("os_name"), library);
    open.context("app", "version", event.text("app_version", "version_name"));
    open.context("os", "name", event.text("os_name"));
    open.context("os", "version", event.text("os_version"));
    open.context("device", "manufacturer", event.text("device_manufacturer", "device_brand"));
    open.context("device", "model", event.text("device_model"));
    open.context("carrier", event.text("carrier"));
    open.context("locale", event.text("language"));
    open.context("userAgent", event.text("user_agent"));
    open.country(event.text("country"));
    String ip = event.text("ip");
    if (!ip.equals("$remote")) {
      open.context("ip", ip);
    }
  }

  @Override
  public boolean allOrNothing() {
    return true;
  }

  @Override
  public String accepted(DecodedEvents events, int bodyBytes, long nowMs) {
    return json(
        body -> {
          body.writeNumberField("code", 200);
          body.writeNumberField("events_ingested", events.accepted());
          body.writeNumberField("payload_size_bytes", bodyBytes);
          body.writeNumberField("server_upload_time", nowMs);
        });
  }

  @Override
  public String refusedType() {
    return "application/json";
  }

  @Override
  public String refused(Refusal refusal, List<Rejected> rejected, String requestId) {
    Problem problem = refusal.problem();
    return json(
        body -> {
          body.writeNumberField("code", refusal.problem().status());
          body.writeStringField("error", error(refusal));
          if (problem == Problem.NO_KEY) {
            body.writeStringField("missing_field", "api_key");
          }
          if (!rejected.isEmpty()) {
            body.writeFieldName("events_with_invalid_fields");
            Fields.write(body, byField(rejected));
          }
          body.writeStringField("request_id", requestId);
        });
  }

  /** The clients give up on exactly this sentence instead of trying again. */
  private static String error(Refusal refusal) {
    return refusal.problem() == Problem.UNKNOWN_KEY
        ? "Invalid API key: " + refusal.detail()
        : refusal.problem().title() + ": " + refusal.detail();
  }

  private static Map<String, @Nullable Object> byField(List<Rejected> rejected) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (Rejected bad : rejected) {
      @SuppressWarnings("unchecked") // Made here alone.
      List<Integer> indexes =
          (List<Integer>) fields.computeIfAbsent(bad.field(), made -> new ArrayList<Integer>());
      if (indexes != null) {
        indexes.add(bad.index());
      }
    }
    return fields;
  }
}
