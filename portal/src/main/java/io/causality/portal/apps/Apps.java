package io.causality.portal.apps;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** The apps of this installation. */
public final class Apps {
  private static final String SELECT = "SELECT id, name, created_at FROM apps ";

  private final Database database;
  private final Runnable changed;

  /**
   * The apps in a database.
   *
   * @param changed called after a change has been committed; must not block
   */
  public Apps(Database database, Runnable changed) {
    this.database = database;
    this.changed = changed;
  }

  /** Those that the caller may see, by id. */
  public List<App> visibleTo(Caller caller) {
    return database.with(c -> Rows.list(c, SELECT + "ORDER BY id", Apps::app)).stream()
        .filter(app -> caller.sees(app.id()))
        .toList();
  }

  /** Makes an app; 409 when it exists. */
  public App create(Caller caller, String id, String name) {
    caller.require(Role.ADMIN);
    if (App.isReserved(id)) {
      throw new ProblemException(
          Problem.of(ProblemCode.RESERVED_APP_ID, "no app may be called " + id).at("$.id"));
    }
    List<App> made =
        database.with(
            c ->
                Rows.list(
                    c,
                    "INSERT INTO apps (id, name) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
                        + " RETURNING id, name, created_at",
                    Apps::app,
                    id,
                    name));
    if (made.isEmpty()) {
      throw new ProblemException(
          Problem.of(ProblemCode.APP_EXISTS, "the app " + id + " exists").at("$.id"));
    }
    changed.run();
    return made.getFirst();
  }

  /** Refuses with 404 an app that does not exist or that the caller may not see. */
  public void require(Caller caller, String id) {
    caller.requireApp(id);
    if (database.with(c -> Rows.list(c, SELECT + "WHERE id = ?", Apps::app, id)).isEmpty()) {
      throw new ProblemException(Problem.of(ProblemCode.NO_SUCH_APP, "no app " + id));
    }
  }

  private static App app(ResultSet row) throws SQLException {
    return new App(
        row.getString("id"),
        row.getString("name"),
        Objects.requireNonNull(Rows.instant(row, "created_at")));
  }
}
