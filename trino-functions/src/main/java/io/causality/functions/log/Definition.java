package io.causality.functions.log;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text in which a definition travels through a query: {@code key=value} by spaces, lists by
 * commas, percent-encoded.
 */
public final class Definition {
  private final Map<String, String> entries = new LinkedHashMap<>();

  /** An empty one. */
  public Definition() {}

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static Definition of(String text) {
    Definition definition = new Definition();
    for (String entry : text.split(" ", -1)) {
      int equals = entry.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("not key=value in the definition: '" + entry + "'");
      }
      definition.entries.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    return definition;
  }

  /** Sets a number. */
  public Definition put(String key, long value) {
    entries.put(key, Long.toString(value));
    return this;
  }

  /** Sets a list of any texts. */
  public Definition put(String key, List<String> texts) {
    entries.put(
        key,
        texts.stream()
            .map(text -> "." + URLEncoder.encode(text, StandardCharsets.UTF_8))
            .collect(Collectors.joining(",")));
    return this;
  }

  /** Sets a list of numbers. */
  public Definition putNumbers(String key, List<Long> numbers) {
    entries.put(key, numbers.stream().map(String::valueOf).collect(Collectors.joining(",")));
    return this;
  }

  /** Sets one of a closed choice. */
  public Definition put(String key, Enum<?> choice) {
    entries.put(key, choice.name());
    return this;
  }

  /** A number that must be there. */
  public long number(String key) {
    return toNumber(key, text(key));
  }

  /** A number that must be there and fit. */
  public int whole(String key) {
    return Math.toIntExact(number(key));
  }

  /** One of a closed choice that must be there. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    String name = text(key);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("bad '" + key + "': '" + name + "'"));
  }

  /** A list of texts; null when the key is absent. */
  public @Nullable List<String> texts(String key) {
    String value = entries.get(key);
    if (value == null) {
      return null;
    }
    return parts(value).stream()
        .map(
            part -> {
              if (!part.startsWith(".")) {
                throw new IllegalArgumentException("bad '" + key + "': '" + part + "'");
              }
              return URLDecoder.decode(part.substring(1), StandardCharsets.UTF_8);
            })
        .toList();
  }

  /** A list of numbers; empty when the key is absent. */
  public List<Long> numbers(String key) {
    return parts(entries.getOrDefault(key, "")).stream().map(part -> toNumber(key, part)).toList();
  }

  private static List<String> parts(String value) {
    return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
  }

  private String text(String key) {
    String value = entries.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the definition lacks '" + key + "'");
    }
    return value;
  }

  private static long toNumber(String key, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("bad number for '" + key + "': '" + text + "'", e);
    }
  }

  @Override
  public String toString() {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
