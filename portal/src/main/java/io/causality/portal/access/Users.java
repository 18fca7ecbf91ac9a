package io.causality.portal.access;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Users and the apps given to them. */
public final class Users {
  private static final String SELECT =
      """
      SELECT u.id, u.email, u.role,
             array(SELECT a.app_id FROM user_apps a WHERE a.user_id = u.id ORDER BY 1) AS apps
      FROM users u
      """;

  private final Database database;
  private final Passwords passwords = new Passwords();

  public Users(Database database) {
    this.database = database;
  }

  /** All users, by email. */
  public List<Caller> list() {
    return database.with(c -> Rows.list(c, SELECT + "ORDER BY u.email", Users::caller));
  }

  /** The owner of a token of that hash. */
  public Optional<Caller> byToken(byte[] sha256) {
    return database.with(
        c ->
            Rows.list(
                    c,
                    SELECT + "JOIN api_tokens t ON t.user_id = u.id WHERE t.sha256 = ?",
                    Users::caller,
                    (Object) sha256)
                .stream()
                .findFirst());
  }

  /**
   * Makes a user.
   *
   * @throws ProblemException when the email is taken or an app does not exist
   */
  public Caller create(String email, String password, Role role, Set<String> apps) {
    UUID id = UUID.randomUUID();
    String address = email.toLowerCase(Locale.ROOT);
    String hash = passwords.hash(password);
    database.transaction(c -> insert(c, id, address, hash, role, new TreeSet<>(apps)));
    return new Caller(id, address, role, apps);
  }

  /** Makes a user inside a transaction of the caller. */
  UUID insert(Connection c, String email, String password, Role role) throws SQLException {
    return insert(
        c,
        UUID.randomUUID(),
        email.toLowerCase(Locale.ROOT),
        passwords.hash(password),
        role,
        Set.of());
  }

  private static UUID insert(
      Connection c, UUID id, String email, String hash, Role role, Set<String> apps)
      throws SQLException {
    int made =
        Rows.update(
            c,
            "INSERT INTO users (id, email, password_hash, role) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (email) DO NOTHING",
            id,
            email,
            hash,
            role.text());
    if (made == 0) {
      throw new ProblemException(
          Problem.of(ProblemCode.USER_EXISTS, "a user with that email exists").at("$.email"));
    }
    for (String app : apps) {
      int given =
          Rows.update(
              c,
              "INSERT INTO user_apps (user_id, app_id) SELECT ?, id FROM apps WHERE id = ?",
              id,
              app);
      if (given == 0) {
        throw new ProblemException(
            Problem.of(ProblemCode.NO_SUCH_APP, "no app " + app).at("$.apps"));
      }
    }
    return id;
  }

  private static Caller caller(ResultSet row) throws SQLException {
    String[] apps = (String[]) row.getArray("apps").getArray();
    return new Caller(
        row.getObject("id", UUID.class),
        row.getString("email"),
        Role.of(row.getString("role")),
        new TreeSet<>(Arrays.asList(apps)));
  }
}
