package io.causality.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an event happened: page, device, app. What is not set is left out. Immutable. */
public final class Context {
  private final String json;
  private final Builder source;

  private Context(Builder builder) {
    source = builder;
    JsonWriter out = new JsonWriter();
    out.open('{');
    out.name("library").open('{');
    out.text("name", Client.LIBRARY);
    out.text("version", Client.VERSION);
    out.close('}');
    builder.fields.forEach(out::text);
    out.text("sdkVersion", Client.VERSION);
    builder.groups.forEach(
        (group, members) -> {
          out.name(group).open('{');
          members.forEach(out::text);
          out.close('}');
        });
    json = out.close('}').toString();
  }

  /** A context of a backend, unless another platform is set. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder with all that this context has. */
  public Builder toBuilder() {
    return new Builder(source);
  }

  String json() {
    return json;
  }

  /** Makes contexts; null or empty text takes a value away. Not thread-safe. */
  public static final class Builder {
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();

    private Builder() {
      fields.put("platform", Events.Platform.BACKEND.text());
    }

    private Builder(Builder other) {
      fields.putAll(other.fields);
      other.groups.forEach((group, members) -> groups.put(group, new LinkedHashMap<>(members)));
    }

    /** Kind of client. Default: backend. */
    public Builder platform(Events.Platform platform) {
      return field("platform", platform.text());
    }

    /** Version and build of the app. */
    public Builder app(@Nullable String version, @Nullable String build) {
      return field("appVersion", version).field("buildNumber", build);
    }

    /** Operating system. */
    public Builder os(@Nullable String name, @Nullable String version) {
      return field("osVersion", version).member("os", "name", name);
    }

    /** Device. */
    public Builder device(@Nullable String manufacturer, @Nullable String model) {
      return field("manufacturer", manufacturer).field("deviceModel", model);
    }

    /** Kind of device: mobile, tablet, desktop, … */
    public Builder deviceType(@Nullable String type) {
      return member("device", "type", type);
    }

    /** Language and region, e.g. de-CH. */
    public Builder locale(@Nullable String locale) {
      return field("locale", locale);
    }

    /** IANA time zone, e.g. Europe/Zurich. */
    public Builder timezone(@Nullable String timezone) {
      return field("timezone", timezone);
    }

    /** ISO 3166-1 alpha-2 code of the country. */
    public Builder country(@Nullable String country) {
      return member("location", "country", country);
    }

    /** Address of the person's client, which the gateway cannot see behind a server. */
    public Builder ip(@Nullable String ip) {
      return field("ip", ip);
    }

    /** User agent of the person's client. */
    public Builder userAgent(@Nullable String userAgent) {
      return field("userAgent", userAgent);
    }

    /** The web page. */
    public Builder page(@Nullable String url, @Nullable String referrer, @Nullable String title) {
      return member("page", "url", url)
          .member("page", "referrer", referrer)
          .member("page", "title", title);
    }

    /** The context. */
    public Context build() {
      return new Context(new Builder(this));
    }

    private Builder field(String name, @Nullable String text) {
      set(fields, name, text);
      return this;
    }

    private Builder member(String group, String name, @Nullable String text) {
      Map<String, String> members = groups.computeIfAbsent(group, made -> new LinkedHashMap<>());
      set(members, name, text);
      if (members.isEmpty()) {
        groups.remove(group);
      }
      return this;
    }

    private static void set(Map<String, String> into, String name, @Nullable String text) {
      if (text == null || text.isEmpty()) {
        into.remove(name);
      } else {
        into.put(name, text);
      }
    }
  }
}
