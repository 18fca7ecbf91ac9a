package io.causality.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, on its way to {@link Client#track(Event)}. It needs a user id or a
 * device id; a {@link Person} adds its own. What is null is missing. The client keeps nothing of it
 * and leaves it as it is. Not thread-safe.
 */
public final class Event {
  private final String name;
  private final @Nullable TypedEvent typed;
  private String id = "";
  private String userId = "";
  private String deviceId = "";
  private String sessionId = "";
  private @Nullable Instant timestamp;
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> traits = new LinkedHashMap<>();
  private final Map<String, Object> traitsOnce = new LinkedHashMap<>();
  private @Nullable Context context;

  private Event(@Nullable String name, @Nullable TypedEvent typed) {
    this.name = Identity.orEmpty(name);
    this.typed = typed;
  }

  /** An event of any name, up to 200 characters, e.g. {@code signup}. */
  public static Event named(@Nullable String name) {
    return new Event(name, null);
  }

  /** One of the generated events, e.g. {@code new Events.ProductView().productId("p1")}. */
  public static Event of(TypedEvent typed) {
    return new Event(typed.eventName(), typed);
  }

  /** Identifies the event; made when it is not set. Events with equal ids count once. */
  public Event id(@Nullable String value) {
    id = Identity.orEmpty(value);
    return this;
  }

  /** The app's own id of the person who is signed in. */
  public Event userId(@Nullable String value) {
    userId = Identity.orEmpty(value);
    return this;
  }

  /** The installation, browser or host. */
  public Event deviceId(@Nullable String value) {
    deviceId = Identity.orEmpty(value);
    return this;
  }

  /** Ties together events of one visit. */
  public Event sessionId(@Nullable String value) {
    sessionId = Identity.orEmpty(value);
    return this;
  }

  /** When it happened; now when it is not set. */
  public Event timestamp(@Nullable Instant value) {
    timestamp = value;
    return this;
  }

  /** A property: text, number, boolean, time, map or list; null is left out. */
  public Event property(String key, @Nullable Object value) {
    if (value != null) {
      properties.put(key, value);
    }
    return this;
  }

  /** Several properties. */
  public Event properties(@Nullable Map<String, ? extends @Nullable Object> values) {
    if (values != null) {
      values.forEach(this::property);
    }
    return this;
  }

  /** Sets a property of the person; null deletes it. */
  public Event trait(String key, @Nullable Object value) {
    traits.put(key, value);
    return this;
  }

  /** Several traits. */
  public Event traits(@Nullable Map<String, ? extends @Nullable Object> values) {
    if (values != null) {
      traits.putAll(values);
    }
    return this;
  }

  /** Sets a property of the person unless there is one of that name. */
  public Event traitOnce(String key, Object value) {
    traitsOnce.put(key, value);
    return this;
  }

  /** Replaces the client's context. */
  public Event context(@Nullable Context value) {
    context = value;
    return this;
  }

  String name() {
    return name;
  }

  /** The event in the gateway's open form; it gets those ids of a person that it does not have. */
  String encode(Instant now, Context fixed, Identity who) throws InvalidEventException {
    check("the name", name, 1, 200);
    String user = userId.isEmpty() ? who.userId() : userId;
    String device = deviceId.isEmpty() ? who.deviceId() : deviceId;
    String session = sessionId.isEmpty() ? who.sessionId() : sessionId;
    if (user.isEmpty() && device.isEmpty()) {
      throw new InvalidEventException("a user id or a device id is needed");
    }
    long ms = Math.max(0, (timestamp == null ? now : timestamp).toEpochMilli());
    JsonWriter json = new JsonWriter();
    json.open('{');
    json.text("id", id.isEmpty() ? Ids.make(ms) : check("the id", id, 0, 128));
    json.text("event", name);
    json.name("timestamp").number(ms);
    json.text("userId", check("the user id", user, 0, 256));
    json.text("deviceId", check("the device id", device, 0, 256));
    json.text("sessionId", check("the session id", session, 0, 256));
    if (typed != null || !properties.isEmpty()) {
      json.name("properties").open('{');
      if (typed != null) {
        typed.writeFields(json);
      }
      for (Map.Entry<String, Object> property : properties.entrySet()) {
        if (typed == null || !typed.has(property.getKey())) {
          json.name(property.getKey()).value(property.getValue());
        }
      }
      json.close('}');
    }
    map(json, "traits", traits);
    map(json, "traitsOnce", traitsOnce);
    json.name("context").raw((context == null ? fixed : context).json());
    return json.close('}').toString();
  }

  private static void map(JsonWriter json, String name, Map<String, ?> values)
      throws InvalidEventException {
    if (!values.isEmpty()) {
      json.name(name).open('{');
      json.members(values);
      json.close('}');
    }
  }

  private static String check(String what, String text, int least, int most)
      throws InvalidEventException {
    if (text.length() < least) {
      throw new InvalidEventException(what + " is needed");
    }
    if (text.length() > most) {
      throw new InvalidEventException(what + " has more than " + most + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 0x20 || text.charAt(i) == 0x7F) {
        throw new InvalidEventException(what + " must not hold control characters");
      }
    }
    return text;
  }
}
