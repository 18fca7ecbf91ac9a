package io.causality.portal.access;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Slows down guessing: so many failures per email and address, and per address over all emails, in
 * a quarter of an hour; then nothing is tried until it is over. In the database, so it holds for
 * all portals and through restarts.
 */
final class Lockout {
  static final int OF_ONE_EMAIL = 5;
  static final int OF_ONE_ADDRESS = 60;
  static final int SECONDS = 900;

  private static final String ALL = "";

  private final Database database;

  Lockout(Database database) {
    this.database = database;
  }

  /**
   * Counts an attempt before it is made, so that many at a time count too.
   *
   * @throws ProblemException {@code locked}, with the time to wait
   */
  void attempt(String email, String address) {
    String who = email.toLowerCase(Locale.ROOT);
    require(
        database.transaction(
            c -> {
              forget(c);
              return Math.max(
                  count(c, ALL, address, OF_ONE_ADDRESS), count(c, who, address, OF_ONE_EMAIL));
            }));
  }

  /** The same of an attempt of which only the address is known. */
  void attempt(String address) {
    require(
        database.transaction(
            c -> {
              forget(c);
              return count(c, ALL, address, OF_ONE_ADDRESS);
            }));
  }

  private static void forget(Connection c) throws SQLException {
    Rows.update(
        c,
        "DELETE FROM sign_in_failures WHERE began_at < now() - make_interval(secs => ?)",
        SECONDS);
  }

  private static void require(int wait) {
    if (wait > 0) {
      throw new ProblemException(
          Problem.of(ProblemCode.LOCKED, "too many failed attempts; try again in " + wait + " s")
              .retryAfter(wait));
    }
  }

  /** The attempt was a good one: it does not count, and earlier ones of that email neither. */
  void succeeded(String email, String address) {
    database.transaction(
        c -> {
          Rows.update(
              c,
              "DELETE FROM sign_in_failures WHERE email = ? AND address = ?",
              email.toLowerCase(Locale.ROOT),
              address);
          return Rows.update(
              c,
              "UPDATE sign_in_failures SET failures = failures - 1"
                  + " WHERE email = ? AND address = ? AND failures > 0",
              ALL,
              address);
        });
  }

  /** Seconds to wait; 0 when there is room. */
  private static int count(Connection c, String email, String address, int most)
      throws SQLException {
    return Rows.list(
            c,
            """
            INSERT INTO sign_in_failures AS f (email, address, failures, began_at)
            VALUES (?, ?, 1, now())
            ON CONFLICT (email, address) DO UPDATE SET failures = least(f.failures + 1, ? + 1)
            RETURNING CASE WHEN failures > ?
              THEN ceil(extract(epoch FROM began_at - now()) + ?)::int ELSE 0 END AS wait
            """,
            row -> row.getInt("wait"),
            email,
            address,
            most,
            most,
            SECONDS)
        .getFirst();
  }
}
