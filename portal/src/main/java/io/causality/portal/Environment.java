package io.causality.portal;

import io.causality.portal.http.Proxies;
import io.causality.tls.TlsSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads an environment and collects everything that is wrong with it. Single use. */
final class Environment {
  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  Environment(Map<String, String> values) {
    this.values = values;
  }

  List<String> problems() {
    return problems;
  }

  Optional<String> optional(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
  }

  String text(String key, String otherwise) {
    return optional(key).orElse(otherwise);
  }

  /** Addresses and networks with commas between. */
  List<String> proxies(String key) {
    List<String> proxies =
        Arrays.stream(text(key, "").split(",", -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList();
    try {
      Proxies.of(proxies);
      return proxies;
    } catch (IllegalArgumentException e) {
      problems.add(key + ": " + e.getMessage());
      return List.of();
    }
  }

  /** A text that must be there. */
  String required(String key, String when) {
    if (optional(key).isEmpty()) {
      problems.add(key + " must be set " + when);
    }
    return text(key, "");
  }

  Optional<Secret> secret(String key, int leastCharacters) {
    Optional<String> value = optional(key);
    if (value.isPresent() && value.get().length() < leastCharacters) {
      problems.add(key + " must have at least " + leastCharacters + " characters");
    }
    return value.map(Secret::new);
  }

  long number(String key, long otherwise, long least, long most) {
    String value = text(key, Long.toString(otherwise));
    try {
      long number = Long.parseLong(value.trim());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      problems.add(key + " must be a whole number, is " + value);
      return otherwise;
    }
    problems.add(key + " must be " + least + " to " + most + ", is " + value);
    return otherwise;
  }

  /** One of the values, named in lower case. */
  <E extends Enum<E>> E choice(String key, E otherwise, E[] values) {
    String text = text(key, otherwise.name());
    for (E value : values) {
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
    }
    problems.add(
        key
            + " must be one of "
            + Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
    return otherwise;
  }

  Path path(String key, String otherwise) {
    String value = text(key, otherwise);
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      problems.add(key + " is no path");
      return Path.of(otherwise);
    }
  }

  boolean flag(String key, boolean otherwise) {
    String value = text(key, Boolean.toString(otherwise));
    if (!value.equals("true") && !value.equals("false")) {
      problems.add(key + " must be true or false, is " + value);
    }
    return value.equals("true");
  }

  /** An address that secrets are sent to: HTTPS, or HTTP on this machine. */
  URI safeUrl(String key) {
    String value = url(key, "", "https", "http");
    URI uri = URI.create(value);
    if ("http".equals(uri.getScheme())
        && !Set.of("127.0.0.1", "[::1]", "localhost").contains(String.valueOf(uri.getHost()))) {
      problems.add(key + " must begin with https");
    }
    return uri;
  }

  TlsSettings tls() {
    return TlsSettings.of(values, problems::add);
  }

  Optional<String> optionalUrl(String key, String... schemes) {
    return optional(key).map(value -> url(key, value, schemes));
  }

  String url(String key, String otherwise, String... schemes) {
    String value = text(key, otherwise);
    try {
      URI uri = new URI(value);
      if (uri.getScheme() != null && List.of(schemes).contains(uri.getScheme())) {
        return value;
      }
    } catch (URISyntaxException e) {
      problems.add(key + " is no address");
      return otherwise;
    }
    problems.add(key + " must begin with " + String.join(" or ", schemes));
    return otherwise;
  }
}
