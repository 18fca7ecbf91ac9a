package io.causality.portal.access;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.causality.portal.http.Sender;
import java.util.Optional;

/** Signing in: with a password, or because a provider vouches for somebody. */
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
   * What a provider says of somebody.
   *
   * @param provider its name, for the audit log
   * @param email which the provider knows to be the person's
   * @param role that the user gets; empty to leave it
   * @param newcomer role of somebody who is no user yet; empty to take users only
   */
  public record Voucher(
      String provider, String email, Optional<Role> role, Optional<Role> newcomer) {}

  /**
   * Opens a session for whom a provider vouches.
   *
   * @return empty for somebody who is no user and becomes none, and for a disabled user
   */
  public Optional<Signed> vouchedFor(Voucher voucher, Sender sender) {
    Optional<User> user = users.byEmail(voucher.email());
    if (user.isEmpty() && voucher.newcomer().isPresent()) {
      User made = users.ensure(voucher.email(), voucher.newcomer().get());
      audit.joined(made, voucher.provider());
      user = Optional.of(made);
    }
    Optional<User> welcome = user.filter(found -> !found.disabled());
    if (welcome.isEmpty()) {
      audit.signInFailed(voucher.email(), sender);
      return Optional.empty();
    }
    lockout.succeeded(voucher.email(), sender.address());
    User signed =
        voucher.role().map(role -> users.giveRole(welcome.get(), role)).orElseGet(welcome::get);
    audit.signedIn(signed, sender);
    return Optional.of(new Signed(signed, sessions.open(signed.id(), sender)));
  }

  /**
   * Counts an attempt that has no email yet; {@link #vouchedFor} takes it back.
   *
   * @throws ProblemException {@code locked}
   */
  public void attempt(Sender sender) {
    lockout.attempt(sender.address());
  }

  /** Remembers that a provider's answer was not believed. */
  public void refused(String provider, Sender sender) {
    audit.signInFailed(provider, sender);
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
