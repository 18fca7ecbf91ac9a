package io.causality.portal.oidc;

import io.causality.portal.access.Secrets;
import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import java.util.Objects;
import java.util.Optional;

/**
 * Who was sent to the provider and may come back, once, within ten minutes, with the browser that
 * was sent. In the database, so another portal may see to the second half. Thread-safe, blocks.
 */
final class OnTheWay {
  static final int SECONDS = 600;

  private final Database database;

  OnTheWay(Database database) {
    this.database = database;
  }

  /** Somebody who came back. */
  record Back(Provider.Way way, String next) {}

  /**
   * Remembers somebody.
   *
   * @param browser token that the browser keeps
   * @param next path of the web app that was asked for; empty for none
   */
  void leaves(String browser, Provider.Way way, String next) {
    database.transaction(
        c -> {
          Rows.update(
              c,
              "DELETE FROM provider_sign_ins WHERE began_at < now() - make_interval(secs => ?)",
              SECONDS);
          return Rows.update(
              c,
              "INSERT INTO provider_sign_ins (browser, state, nonce, verifier, next)"
                  + " VALUES (?, ?, ?, ?, ?)",
              Secrets.sha256(browser),
              Secrets.sha256(way.state()),
              way.nonce(),
              way.verifier(),
              next);
        });
  }

  /** Whoever left with this browser and state; forgotten now, so nobody comes back twice. */
  Optional<Back> comesBack(String browser, String state) {
    return database.with(
        c ->
            Rows.list(
                    c,
                    "DELETE FROM provider_sign_ins WHERE browser = ? AND state = ?"
                        + " AND began_at > now() - make_interval(secs => ?)"
                        + " RETURNING nonce, verifier, next",
                    row ->
                        new Back(
                            new Provider.Way(
                                state,
                                Objects.requireNonNull(row.getString("nonce")),
                                Objects.requireNonNull(row.getString("verifier"))),
                            Objects.requireNonNull(row.getString("next"))),
                    Secrets.sha256(browser),
                    Secrets.sha256(state),
                    SECONDS)
                .stream()
                .findFirst());
  }
}
