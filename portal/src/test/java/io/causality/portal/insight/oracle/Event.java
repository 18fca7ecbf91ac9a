package io.causality.portal.insight.oracle;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a test, in the order of arrival.
 *
 * @param ts ms since the epoch
 * @param seq order of arrival
 * @param properties open properties: strings, longs, doubles, booleans
 * @param traits settings of traits; null deletes
 * @param columns values of further columns of the lake, by name
 */
public record Event(
    String id,
    String name,
    long ts,
    long seq,
    @Nullable String device,
    @Nullable String user,
    @Nullable String session,
    Map<String, Object> properties,
    Map<String, @Nullable Object> traits,
    Map<String, Object> columns) {

  /** An event with nothing but a name and a person. */
  public static Event of(
      long seq, String name, long ts, @Nullable String device, @Nullable String user) {
    return new Event(
        Long.toString(seq), name, ts, seq, device, user, null, Map.of(), Map.of(), Map.of());
  }

  public Event session(@Nullable String value) {
    return new Event(id, name, ts, seq, device, user, value, properties, traits, columns);
  }

  public Event property(String key, Object value) {
    return new Event(
        id, name, ts, seq, device, user, session, with(properties, key, value), traits, columns);
  }

  public Event trait(String key, @Nullable Object value) {
    return new Event(
        id, name, ts, seq, device, user, session, properties, with(traits, key, value), columns);
  }

  public Event column(String key, Object value) {
    return new Event(
        id, name, ts, seq, device, user, session, properties, traits, with(columns, key, value));
  }

  /** A page view's address. */
  public Event page(String url, String path) {
    return column("page_url", url).column("page_path", path);
  }

  private static <V extends @Nullable Object> Map<String, V> with(
      Map<String, V> map, String key, V value) {
    Map<String, V> copy = new HashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
