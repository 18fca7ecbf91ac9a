package io.causality.jobs.enrich;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a page's address says. Every text is taken, also what no parser of addresses
 * would: logs hold what clients sent. Immutable.
 *
 * @param path the address without scheme, host, query and fragment; a relative address stays as it
 *     is up to its query
 * @param parameters values of the query's {@code utm_} parameters by their lower-case names; the
 *     first of a name, empty ones left out
 */
public record PageAddress(String path, Map<String, String> parameters) {
  private static final Pattern ORIGIN = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*");
  private static final String CAMPAIGN_PREFIX = "utm_";

  /** Reads an address; never fails. */
  public static PageAddress of(String url) {
    int end = firstOf(url, '?', '#');
    int fragment = url.indexOf('#');
    String query =
        end < url.length() && url.charAt(end) == '?'
            ? url.substring(end + 1, fragment > end ? fragment : url.length())
            : "";
    return new PageAddress(path(url.substring(0, end)), campaign(query));
  }

  private static String path(String address) {
    if (address.startsWith("/")) {
      return address;
    }
    Matcher origin = ORIGIN.matcher(address);
    if (!origin.find()) {
      return address;
    }
    return origin.end() == address.length() ? "/" : address.substring(origin.end());
  }

  private static Map<String, String> campaign(String query) {
    if (!containsPrefix(query)) {
      return Map.of();
    }
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && equals < pair.length() - 1) {
        String name = decode(pair.substring(0, equals)).toLowerCase(java.util.Locale.ROOT);
        if (name.startsWith(CAMPAIGN_PREFIX)) {
          parameters.putIfAbsent(name, decode(pair.substring(equals + 1)));
        }
      }
    }
    return parameters;
  }

  /** A cheap no for the many addresses without campaign. */
  private static boolean containsPrefix(String query) {
    for (int i = 0; i + CAMPAIGN_PREFIX.length() <= query.length(); i++) {
      if (query.regionMatches(true, i, CAMPAIGN_PREFIX, 0, CAMPAIGN_PREFIX.length())) {
        return true;
      }
    }
    return false;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A stray percent sign: the text as it stands says more than nothing.
      return text;
    }
  }

  private static int firstOf(String text, char one, char other) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == one || c == other) {
        return i;
      }
    }
    return text.length();
  }
}
