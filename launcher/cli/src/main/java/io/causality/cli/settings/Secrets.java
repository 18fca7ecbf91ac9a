package io.causality.cli.settings;

import io.causality.servers.Credentials;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Everything secret of one data folder, made once. What the environment gives wins and is kept, so
 * that later commands need not be told again.
 *
 * @param portalKey with which the portal seals the secrets of others that it keeps
 * @param made whether the administrator's password or token was made in this call, so that somebody
 *     must be told
 */
public record Secrets(
    Credentials nats,
    Credentials postgres,
    Credentials s3,
    String portalKey,
    String adminEmail,
    String adminPassword,
    String adminToken,
    boolean made) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  /** Reads the folder's secrets and makes what is missing. */
  public static Secrets ensure(DataFolder data, Settings.Admin given) throws IOException {
    Map<String, String> kept = new TreeMap<>(PropertiesFile.read(data.secrets()));
    Map<String, String> before = Map.copyOf(kept);
    given.email().ifPresent(value -> kept.put("admin.email", value));
    given.password().ifPresent(value -> kept.put("admin.password", value));
    given.token().ifPresent(value -> kept.put("admin.token", value));
    boolean made = !kept.containsKey("admin.password") || !kept.containsKey("admin.token");
    Secrets secrets =
        new Secrets(
            new Credentials("causality", get(kept, "nats.password", () -> random(32))),
            new Credentials("causality", get(kept, "postgres.password", () -> random(32))),
            new Credentials(
                get(kept, "s3.access-key", () -> random(20)),
                get(kept, "s3.secret-key", () -> random(40))),
            get(kept, "portal.secret-key", () -> random(48)),
            get(kept, "admin.email", () -> "admin@localhost"),
            get(kept, "admin.password", () -> random(20)),
            get(kept, "admin.token", () -> random(40)),
            made);
    if (!kept.equals(before)) {
      PropertiesFile.write(data.secrets(), kept);
    }
    return secrets;
  }

  /** The administrator's token: the given one, else the folder's; empty before the first start. */
  public static Optional<String> adminToken(DataFolder data, Settings.Admin given)
      throws IOException {
    Optional<String> kept =
        Optional.ofNullable(PropertiesFile.read(data.secrets()).get("admin.token"));
    return given.token().or(() -> kept);
  }

  private static String get(Map<String, String> kept, String key, Supplier<String> maker) {
    return kept.computeIfAbsent(key, k -> maker.get());
  }

  private static String random(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "Secrets[***]";
  }
}
