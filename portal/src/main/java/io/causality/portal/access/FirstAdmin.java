package io.causality.portal.access;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Sees at start that there is an admin who can call the API. What the environment does not give is
 * made and told once, at the first start; a token in the environment holds at every start, and
 * replaces the one that an earlier environment gave.
 */
public final class FirstAdmin {
  private static final String DEFAULT_EMAIL = "admin@localhost";
  private static final long LOCK = 0x6361_7573_6131L;

  private final Database database;
  private final Users users;

  public FirstAdmin(Database database, Users users) {
    this.database = database;
    this.users = users;
  }

  /** What the environment says; toString shows no secret. */
  public record Wanted(Optional<String> email, Optional<String> password, Optional<String> token) {
    @Override
    public String toString() {
      return "Wanted[" + email + ", ***]";
    }
  }

  /** Lines to show once to whoever starts the portal: made-up secrets. Empty at later starts. */
  public List<String> ensure(Wanted wanted) {
    return database.transaction(
        c -> {
          Rows.list(c, "SELECT pg_advisory_xact_lock(?)", row -> 1, LOCK);
          List<String> told = new ArrayList<>();
          UUID admin = admin(c, wanted, told);
          if (wanted.token().isPresent()) {
            keepToken(c, admin, wanted.token().get());
          } else if (!told.isEmpty() || !hasToken(c, admin)) {
            String token = Secrets.random(Tokens.PREFIX);
            Tokens.insert(c, admin, "first start", token, false);
            told.add("API token: " + token);
          }
          return told;
        });
  }

  private UUID admin(Connection c, Wanted wanted, List<String> told) throws SQLException {
    String email = wanted.email().orElse(DEFAULT_EMAIL).toLowerCase(Locale.ROOT);
    List<UUID> admins =
        Rows.list(
            c,
            "SELECT id FROM users WHERE role = 'admin' AND NOT disabled ORDER BY email = ? DESC, created_at, id",
            row -> row.getObject("id", UUID.class),
            email);
    if (!admins.isEmpty()) {
      return admins.getFirst();
    }
    String password = wanted.password().orElseGet(() -> Secrets.random(""));
    if (wanted.password().isEmpty()) {
      told.add("admin: " + email);
      told.add("password: " + password);
    }
    return users.insertAdmin(c, email, password);
  }

  private static boolean hasToken(Connection c, UUID user) throws SQLException {
    return !Rows.list(c, "SELECT 1 FROM api_tokens WHERE user_id = ?", row -> 1, user).isEmpty();
  }

  private static void keepToken(Connection c, UUID admin, String token) throws SQLException {
    byte[] hash = Secrets.sha256(token);
    boolean same =
        Rows.list(
                c,
                "SELECT sha256 FROM api_tokens WHERE user_id = ? AND environment",
                row -> row.getBytes("sha256"),
                admin)
            .stream()
            .anyMatch(known -> MessageDigest.isEqual(known, hash));
    if (!same) {
      Rows.update(c, "DELETE FROM api_tokens WHERE environment OR sha256 = ?", (Object) hash);
      Tokens.insert(c, admin, "environment", token, true);
    }
  }
}
