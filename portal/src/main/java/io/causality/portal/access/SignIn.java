package io.causality.portal.access;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Sender;
import java.util.Optional;

/** Signing in and out with a password. */
public final class SignIn {
  private final Database database;
  private final Users users;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Lockout lockout;

  public SignIn(Database database, Users users, Sessions sessions, AuditLog audit) {
    this.database = database;
    this.users = users;
    this.sessions = sessions;
    this.audit = audit;
    this.lockout = new Lockout(database);
  }

  /** Who is signed in now, and the session's token. */
  public record Signed(User user, String token) {
    @Override
    public String toString() {
      return "Signed[" + user + ", ***]";
    }
  }

  /**
   * Opens a session.
   *
   * @throws ProblemException {@code bad_credentials}, the same for an unknown email, a wrong
   *     password and a disabled user; {@code locked}
   */
  Signed in(String email, String password, Sender sender) {
    lockout.attempt(email, sender.address());
    Optional<User> user = users.byPassword(email, password);
    if (user.isEmpty()) {
      audit.signInFailed(email, sender);
      throw new ProblemException(
          Problem.of(ProblemCode.BAD_CREDENTIALS, "the email or the password is wrong"));
    }
    lockout.succeeded(email, sender.address());
    audit.signedIn(user.get(), sender);
    return new Signed(user.get(), sessions.open(user.get().id(), sender));
  }

  /**
   * Changes the caller's own password and ends the other sessions.
   *
   * @throws ProblemException {@code wrong_password}, {@code locked}
   */
  void changePassword(Caller caller, String current, String fresh, Sender sender) {
    lockout.attempt(caller.email(), sender.address());
    if (users.byPassword(caller.email(), current).isEmpty()) {
      throw new ProblemException(
          Problem.of(ProblemCode.WRONG_PASSWORD, "that is not your password").at("$.current"));
    }
    lockout.succeeded(caller.email(), sender.address());
    String hash = users.hash(fresh);
    database.transaction(
        c -> {
          Sessions.endOthers(c, caller.userId(), sender);
          return Rows.update(
              c, "UPDATE users SET password_hash = ? WHERE id = ?", hash, caller.userId());
        });
  }
}
