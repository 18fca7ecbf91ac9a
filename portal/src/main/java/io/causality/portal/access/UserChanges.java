package io.causality.portal.access;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Changes of users by an admin. There is always an admin left who can sign in. */
public final class UserChanges {
  private final Database database;
  private final Users users;

  public UserChanges(Database database, Users users) {
    this.database = database;
    this.users = users;
  }

  /** What to change; what is empty stays. */
  public record Change(
      Optional<Role> role,
      Optional<Set<String>> apps,
      Optional<String> password,
      Optional<Boolean> disabled) {
    @Override
    public String toString() {
      return "Change[" + role + ", " + apps + ", ***, " + disabled + "]";
    }
  }

  /**
   * Changes a user. A new password and disabling end the user's sessions.
   *
   * @throws ProblemException {@code no_such_user}, {@code last_admin}, {@code oneself}, {@code
   *     no_such_app}
   */
  public User change(Caller caller, UUID id, Change change) {
    Optional<String> hash = change.password().map(users::hash);
    return database.transaction(
        c -> {
          lockAdmins(c);
          User before = require(c, id);
          if (change.disabled().orElse(false) && id.equals(caller.userId())) {
            throw refused(ProblemCode.ONESELF, "you cannot disable yourself");
          }
          Role role = change.role().orElse(before.role());
          boolean disabled = change.disabled().orElse(before.disabled());
          Rows.update(
              c,
              "UPDATE users SET role = ?, disabled = ?, password_hash = coalesce(?, password_hash)"
                  + " WHERE id = ?",
              role.text(),
              disabled,
              hash.orElse(null),
              id);
          if (change.apps().isPresent()) {
            Users.giveApps(c, id, change.apps().get());
          }
          requireAdmin(c);
          if (hash.isPresent() || disabled) {
            Rows.update(c, "DELETE FROM sessions WHERE user_id = ?", id);
          }
          return require(c, id);
        });
  }

  /** Deletes a user with their sessions and tokens; what they made stays. */
  public User delete(Caller caller, UUID id) {
    if (id.equals(caller.userId())) {
      throw refused(ProblemCode.ONESELF, "you cannot delete yourself");
    }
    return database.transaction(
        c -> {
          lockAdmins(c);
          User gone = require(c, id);
          Rows.update(c, "DELETE FROM users WHERE id = ?", id);
          requireAdmin(c);
          return gone;
        });
  }

  /** Of two changes at a time, the second one sees what the first has left. */
  static void lockAdmins(Connection c) throws SQLException {
    Rows.list(
        c, "SELECT id FROM users WHERE role = 'admin' ORDER BY id FOR UPDATE", row -> row.getRow());
  }

  private static void requireAdmin(Connection c) throws SQLException {
    List<Integer> left =
        Rows.list(c, "SELECT 1 FROM users WHERE role = 'admin' AND NOT disabled", row -> 1);
    if (left.isEmpty()) {
      throw refused(ProblemCode.LAST_ADMIN, "this is the only admin who can sign in");
    }
  }

  private static User require(Connection c, UUID id) throws SQLException {
    return Users.byId(c, id)
        .orElseThrow(() -> refused(ProblemCode.NO_SUCH_USER, "no user of that id"));
  }

  private static ProblemException refused(ProblemCode code, String why) {
    return new ProblemException(Problem.of(code, why));
  }
}
