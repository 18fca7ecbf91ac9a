package io.causality.gateway.auth;

import io.causality.gateway.decode.Sender;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that are valid now, by their SHA-256 in hexadecimal, and the settings of the apps. Read
 * by all event loops, written by the watch of the bucket. Thread-safe.
 */
public final class ApiKeys {
  private final long defaultRatePerSecond;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final Map<String, String> apps = new HashMap<>();
  private final Map<String, AppSettings> settings = new HashMap<>();
  private volatile boolean known;

  /** No keys, not yet known. */
  public ApiKeys(long defaultRatePerSecond) {
    this.defaultRatePerSecond = defaultRatePerSecond;
  }

  /** Whether the bucket has been read whole once; before, no key can be judged. */
  public boolean known() {
    return known;
  }

  /** Number of valid keys. */
  public int size() {
    return grants.size();
  }

  /** What a key allows; empty when it is not valid. */
  public Optional<Grant> find(String key) {
    return Optional.ofNullable(grants.get(digest(key)));
  }

  /** SHA-256 of a key in lower-case hexadecimal: the name under which it is published. */
  public static String digest(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  synchronized void putKey(String digest, String app) {
    if (!app.equals(apps.put(digest, app))) {
      grants.put(digest, grant(app));
    }
  }

  synchronized void removeKey(String digest) {
    apps.remove(digest);
    grants.remove(digest);
  }

  /** Settings of an app, also for its keys that are known already. */
  synchronized void putSettings(String app, AppSettings changed) {
    AppSettings before = settings.put(app, changed);
    if (!changed.equals(before)) {
      apps.forEach(
          (digest, owner) -> {
            if (owner.equals(app)) {
              grants.put(digest, grant(app));
            }
          });
    }
  }

  /** The bucket was read whole: what is not in it is not valid any more. */
  synchronized void retain(Set<String> digests, Set<String> settingsOf) {
    apps.keySet().retainAll(digests);
    grants.keySet().retainAll(digests);
    for (String app : Set.copyOf(settings.keySet())) {
      if (!settingsOf.contains(app)) {
        putSettings(app, AppSettings.DEFAULT);
      }
    }
    known = true;
  }

  private Grant grant(String app) {
    AppSettings wanted = settings.getOrDefault(app, AppSettings.DEFAULT);
    long rate = wanted.ratePerSecond() == 0 ? defaultRatePerSecond : wanted.ratePerSecond();
    return new Grant(
        new Sender(app, wanted.keepIp(), wanted.keepUserAgent()),
        new RateLimit(rate, System.nanoTime()));
  }
}
