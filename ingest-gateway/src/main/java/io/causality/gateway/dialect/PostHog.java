package io.causality.gateway.dialect;

import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.problem.Refusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PostHog's capture and batch API. Its browser client drops what is answered with any status from
 * 400 to 499, so what may be taken later is answered to it with 503; its clients for servers try
 * again after 408 and 429 too.
 */
final class PostHog extends Dialect {
  private static final Set<String> ARRAYS = Set.of("batch");
  private static final Set<String> PARAMETERS = Set.of("api_key", "token", "sent_at", "_");

  /** Where properties that PostHog's clients set themselves belong in the context. */
  private static final Map<String, String> CONTEXT = places();

  /** Properties that say nothing of the event, or that are read as something else. */
  private static final Set<String> SPENT =
      Set.of(
          "token",
          "distinct_id",
          "$device_id",
          "$user_id",
          "$anon_distinct_id",
          "$is_identified",
          "$session_id",
          "$insert_id",
          "$time",
          "$host",
          "$pathname",
          "$set",
          "$set_once",
          "$unset",
          "$screen_width",
          "$screen_height",
          "$is_emulator",
          "$geoip_country_code",
          "$config_defaults",
          "$process_person_profile");

  private static Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("$current_url", "page.url");
    places.put("$referrer", "page.referrer");
    places.put("$title", "page.title");
    places.put("$lib", "library.name");
    places.put("$lib_version", "library.version");
    places.put("$os", "os.name");
    places.put("$os_name", "os.name");
    places.put("$os_version", "os.version");
    places.put("$device_type", "device.type");
    places.put("$device_manufacturer", "device.manufacturer");
    places.put("$device_model", "device.model");
    places.put("$app_version", "app.version");
    places.put("$app_build", "app.build");
    places.put("utm_source", "campaign.source");
    places.put("utm_medium", "campaign.medium");
    places.put("utm_campaign", "campaign.name");
    places.put("utm_term", "campaign.term");
    places.put("utm_content", "campaign.content");
    places.put("$locale", "locale");
    places.put("$browser_language", "locale");
    places.put("$timezone", "timezone");
    places.put("$network_carrier", "carrier");
    places.put("$ip", "ip");
    places.put("$raw_user_agent", "userAgent");
    return Collections.unmodifiableMap(places);
  }

  @Override
  Set<String> arrays() {
    return ARRAYS;
  }

  @Override
  Set<String> parameters() {
    return PARAMETERS;
  }

  @Override
  String key(Fields request, Fields firstEvent) {
    String key = request.text("api_key", "token");
    if (key.isEmpty()) {
      key = firstEvent.text("api_key", "token");
    }
    return key.isEmpty() ? firstEvent.object("properties").text("token") : key;
  }

  @Override
  long sentAtMs(Fields request, Fields firstEvent) {
    long sentAt = Times.millis(request.get("sent_at"));
    return sentAt > 0 ? sentAt : Times.millis(request.get("_"));
  }

  @Override
  void map(Fields request, Fields event, OpenEvent open) {
    Fields properties = event.object("properties");
    String name = event.text("event");
    open.id = event.text("uuid");
    if (open.id.isEmpty()) {
      open.id = properties.text("$insert_id");
    }
    open.sessionId = properties.text("$session_id");
    open.timestamp = Times.time(event.get("timestamp"));
    String distinct = event.text("distinct_id");
    person(distinct.isEmpty() ? properties.text("distinct_id") : distinct, properties, open);
    context(properties, open);
    properties
        .values()
        .forEach(
            (key, value) -> {
              if (!SPENT.contains(key)
                  && !key.startsWith("$sdk_debug_")
                  && !(CONTEXT.containsKey(key) && value instanceof String)) {
                open.properties.put(key, value);
              }
            });
    traits(event, open);
    traits(properties, open);
    name(name, properties, open);
  }

  private static void name(String name, Fields properties, OpenEvent open) {
    switch (name) {
      case "$pageview" -> {
        open.name = "page_view";
        open.context("page", "title", properties.text("title"));
        open.properties.remove("title");
      }
      case "$screen" -> {
        open.name = "screen_view";
        open.propertyIfAbsent("screen_name", properties.text("$screen_name"));
        open.properties.remove("$screen_name");
      }
      case "$identify", "$set" -> open.name = "identify";
      case "$groupidentify" -> {
        open.name = "group";
        open.properties.putAll(properties.object("$group_set").values());
        open.properties.remove("$group_set");
        open.propertyIfAbsent("group_id", properties.text("$group_key"));
      }
      case "$create_alias", "$merge_dangerously" -> {
        open.name = "alias";
        alias(properties.text("alias"), open);
      }
      default -> open.name = name;
    }
  }

  /** Of the two ids that are one person from now on, that of somebody signed in is the user. */
  private static void alias(String other, OpenEvent open) {
    if (other.isEmpty()) {
      return;
    }
    if (open.userId.isEmpty()) {
      open.userId = other;
    } else {
      open.deviceId = other;
    }
  }

  /**
   * PostHog's one id is the user's where somebody is signed in, and where the client, on a server,
   * knows no anonymous people; else it is the browser's or the phone's.
   */
  private static void person(String distinctId, Fields properties, OpenEvent open) {
    String device = properties.text("$device_id");
    boolean anonymous =
        properties.get("$is_identified") instanceof Boolean identified
            ? !identified
            : !device.isEmpty() && device.equals(distinctId);
    if (anonymous) {
      open.deviceId = distinctId.isEmpty() ? device : distinctId;
    } else {
      open.userId = distinctId;
      String before = properties.text("$anon_distinct_id");
      open.deviceId = before.isEmpty() ? device : before;
    }
  }

  private static void traits(Fields from, OpenEvent open) {
    from.object("$set").values().forEach(open.traits::putIfAbsent);
    from.object("$set_once").values().forEach(open.traitsOnce::putIfAbsent);
    if (from.get("$unset") instanceof List<?> names) {
      names.forEach(name -> open.traits.put(Fields.textOf(name), null));
    }
  }

  private static void context(Fields properties, OpenEvent open) {
    CONTEXT.forEach(
        (property, place) -> {
          String text = properties.text(property);
          int dot = place.indexOf('.');
          if (dot < 0) {
            open.context(place, text);
          } else if (!text.equals("$direct")) {
            open.context(place.substring(0, dot), place.substring(dot + 1), text);
          }
        });
    open.platform(properties.text("$lib"), properties.text("$os"));
    open.contextNumber("screenWidth", properties.get("$screen_width"));
    open.contextNumber("screenHeight", properties.get("$screen_height"));
    open.contextFlag("isEmulator", properties.get("$is_emulator"));
    open.country(properties.text("$geoip_country_code"));
  }

  @Override
  public int status(Refusal refusal, boolean browser) {
    return browser && passing(refusal.problem()) && refusal.problem().status() < 500
        ? 503
        : refusal.problem().status();
  }

  @Override
  public String accepted(DecodedEvents events, int bodyBytes, long nowMs) {
    return json(
        body -> {
          body.writeStringField("status", "Ok");
          rejected(body, events.rejected());
        });
  }
}
