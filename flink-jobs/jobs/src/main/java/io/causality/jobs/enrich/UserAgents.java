package io.causality.jobs.enrich;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ua_parser.Parser;

/**
 * Tells browser, operating system and kind of device from a user agent. A reading tries hundreds of
 * patterns, so the latest answers are kept. Not thread-safe.
 */
public final class UserAgents {
  private static final int CACHED = 10_000;

  /** Longer ones are cut: no browser's is, and patterns take time by length. */
  private static final int MAX_LENGTH = 512;

  private static final String OTHER = "Other";
  private static final Set<String> DESKTOPS =
      Set.of("Windows", "Mac OS X", "Linux", "Ubuntu", "Chrome OS", "Fedora", "Debian", "FreeBSD");

  private @Nullable Parser parser;
  private final Map<String, Client> cache =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Client> eldest) {
          return size() > CACHED;
        }
      };

  /**
   * Reads a user agent.
   *
   * @param userAgent any text; empty means unknown
   */
  public Client client(String userAgent) {
    if (userAgent.isEmpty()) {
      return Client.UNKNOWN;
    }
    Client known = cache.get(userAgent);
    if (known == null) {
      known = read(userAgent);
      cache.put(userAgent, known);
    }
    return known;
  }

  private Client read(String userAgent) {
    if (parser == null) {
      parser = new Parser();
    }
    ua_parser.Client client =
        parser.parse(
            userAgent.length() > MAX_LENGTH ? userAgent.substring(0, MAX_LENGTH) : userAgent);
    String browser = known(client.userAgent == null ? null : client.userAgent.family);
    String os = known(client.os == null ? null : client.os.family);
    String device = client.device == null ? OTHER : client.device.family;
    return new Client(browser, os, deviceType(userAgent, browser, os, device));
  }

  private static @Nullable String known(@Nullable String family) {
    return family == null || family.equals(OTHER) ? null : family;
  }

  private static @Nullable String deviceType(
      String userAgent, @Nullable String browser, @Nullable String os, @Nullable String device) {
    if ("Spider".equals(device) || isBot(browser)) {
      return "bot";
    }
    if (os == null) {
      return null;
    }
    if ("iPad".equals(device)) {
      return "tablet";
    }
    return switch (os) {
      case "iOS", "Windows Phone", "BlackBerry OS", "Firefox OS", "KaiOS" -> "mobile";
      case "Android" -> userAgent.contains("Mobile") ? "mobile" : "tablet";
      default -> DESKTOPS.contains(os) || os.startsWith("Windows") ? "desktop" : null;
    };
  }

  private static boolean isBot(@Nullable String browser) {
    if (browser == null) {
      return false;
    }
    String name = browser.toLowerCase(Locale.ROOT);
    return name.contains("bot") || name.contains("crawler") || name.contains("spider");
  }
}
