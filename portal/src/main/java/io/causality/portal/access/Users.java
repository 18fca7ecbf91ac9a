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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Users and the apps given to them. */
public final class Users {
  static final String SELECT =
      """
      SELECT u.id, u.email, u.role, u.disabled, u.created_at,
             array(SELECT a.app_id FROM user_apps a WHERE a.user_id = u.id ORDER BY 1) AS apps
      FROM users u
      """;

  private final Database database;
  private final Passwords passwords = new Passwords();

  /** Compared with when there is no such user, so that this takes as long. */
  private final String nobodysHash = passwords.hash(Secrets.random(""));

  public Users(Database database) {
    this.database = database;
  }

  /** All users, by email. */
  public List<User> list() {
    return database.with(c -> Rows.list(c, SELECT + "ORDER BY u.email", Users::user));
  }

  /** The user of that id. */
  public Optional<User> byId(UUID id) {
    return database.with(c -> byId(c, id));
  }

  static Optional<User> byId(Connection c, UUID id) throws SQLException {
    return Rows.list(c, SELECT + "WHERE u.id = ?", Users::user, id).stream().findFirst();
  }

  /** The owner of an API token of that hash, unless disabled. */
  public Optional<Caller> byToken(byte[] sha256) {
    return database.with(
        c ->
            Rows.list(
                    c,
                    SELECT
                        + "JOIN api_tokens t ON t.user_id = u.id"
                        + " WHERE t.sha256 = ? AND NOT u.disabled",
                    Users::user,
                    (Object) sha256)
                .stream()
                .findFirst()
                .map(User::caller));
  }

  /**
   * The user of that email if the password is theirs and they are not disabled. Takes as long
   * either way.
   */
  Optional<User> byPassword(String email, String password) {
    record Known(User user, String hash) {}
    Optional<Known> known =
        database.with(
            c ->
                Rows.list(
                        c,
                        SELECT.replace("SELECT u.id", "SELECT u.password_hash, u.id")
                            + "WHERE u.email = ?",
                        row -> new Known(user(row), row.getString("password_hash")),
                        email.toLowerCase(Locale.ROOT))
                    .stream()
                    .findFirst());
    boolean right = passwords.matches(password, known.map(Known::hash).orElse(nobodysHash));
    return known.filter(found -> right && !found.user().disabled()).map(Known::user);
  }

  /**
   * Makes a user.
   *
   * @throws ProblemException when the email is taken or an app does not exist
   */
  public User create(String email, String password, Role role, Set<String> apps) {
    String hash = passwords.hash(password);
    return database.transaction(
        c -> {
          UUID id = insert(c, email.toLowerCase(Locale.ROOT), hash, role);
          giveApps(c, id, apps);
          return byId(c, id).orElseThrow();
        });
  }

  /** The user of that email, in any case. */
  Optional<User> byEmail(String email) {
    return database.with(c -> byEmail(c, email));
  }

  private static Optional<User> byEmail(Connection c, String email) throws SQLException {
    return Rows.list(c, SELECT + "WHERE u.email = ?", Users::user, email.toLowerCase(Locale.ROOT))
        .stream()
        .findFirst();
  }

  /** The user of that email, made with no app and a password that nobody knows if there is none. */
  User ensure(String email, Role role) {
    String hash = passwords.hash(Secrets.random(""));
    return database.transaction(
        c -> {
          insertIfAbsent(c, UUID.randomUUID(), email.toLowerCase(Locale.ROOT), hash, role);
          return byEmail(c, email).orElseThrow();
        });
  }

  /** Gives a role; the last admin who can sign in keeps theirs. */
  User giveRole(User user, Role role) {
    if (user.role() == role) {
      return user;
    }
    return database.transaction(
        c -> {
          UserChanges.lockAdmins(c);
          Rows.update(
              c,
              "UPDATE users u SET role = ? WHERE u.id = ? AND (u.role <> 'admin' OR EXISTS (SELECT 1"
                  + " FROM users o WHERE o.role = 'admin' AND NOT o.disabled AND o.id <> u.id))",
              role.text(),
              user.id());
          return byId(c, user.id()).orElseThrow();
        });
  }

  /** Makes an admin inside a transaction of the caller. */
  UUID insertAdmin(Connection c, String email, String password) throws SQLException {
    return insert(c, email.toLowerCase(Locale.ROOT), passwords.hash(password), Role.ADMIN);
  }

  /** The hash to store of a password. */
  String hash(String password) {
    return passwords.hash(password);
  }

  private static UUID insert(Connection c, String email, String hash, Role role)
      throws SQLException {
    UUID id = UUID.randomUUID();
    if (insertIfAbsent(c, id, email, hash, role) == 0) {
      throw new ProblemException(
          Problem.of(ProblemCode.USER_EXISTS, "a user with that email exists").at("$.email"));
    }
    return id;
  }

  private static int insertIfAbsent(Connection c, UUID id, String email, String hash, Role role)
      throws SQLException {
    return Rows.update(
        c,
        "INSERT INTO users (id, email, password_hash, role) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (email) DO NOTHING",
        id,
        email,
        hash,
        role.text());
  }

  /** Gives exactly these apps. */
  static void giveApps(Connection c, UUID user, Set<String> apps) throws SQLException {
    Rows.update(c, "DELETE FROM user_apps WHERE user_id = ?", user);
    for (String app : new TreeSet<>(apps)) {
      int given =
          Rows.update(
              c,
              "INSERT INTO user_apps (user_id, app_id) SELECT ?, id FROM apps WHERE id = ?",
              user,
              app);
      if (given == 0) {
        throw new ProblemException(
            Problem.of(ProblemCode.NO_SUCH_APP, "no app " + app).at("$.apps"));
      }
    }
  }

  static User user(ResultSet row) throws SQLException {
    String[] apps = (String[]) row.getArray("apps").getArray();
    return new User(
        row.getObject("id", UUID.class),
        row.getString("email"),
        Role.of(row.getString("role")),
        new TreeSet<>(Arrays.asList(apps)),
        row.getBoolean("disabled"),
        Objects.requireNonNull(Rows.instant(row, "created_at")));
  }
}
