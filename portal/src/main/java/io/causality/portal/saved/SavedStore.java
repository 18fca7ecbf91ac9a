package io.causality.portal.saved;

import io.causality.portal.apps.Apps;
import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Things of one kind that people save. Whoever sees the app reads them, an editor writes them.
 * Thread-safe.
 */
public final class SavedStore {
  private static final int MOST_OF_AN_APP = 10_000;
  private static final String COLUMNS =
      "id, app_id, name, description, content::text AS content, created_by, created_at, updated_at";

  private final Database database;
  private final Apps apps;
  private final Saved.Kind kind;

  public SavedStore(Database database, Apps apps, Saved.Kind kind) {
    this.database = database;
    this.apps = apps;
    this.kind = kind;
  }

  /** Those of an app, by name. */
  public List<Saved> list(Caller caller, String app) {
    apps.require(caller, app);
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT "
                    + COLUMNS
                    + " FROM saved WHERE app_id = ? AND kind = ? ORDER BY lower(name), id",
                SavedStore::saved,
                app,
                kind.text()));
  }

  /**
   * The one of that id, or 404 when there is none that the caller may see.
   *
   * @param app only there, where it is given
   */
  public Saved get(Caller caller, Optional<String> app, String id) {
    app.ifPresent(named -> apps.require(caller, named));
    return find(id)
        .filter(saved -> caller.sees(saved.app()) && app.map(saved.app()::equals).orElse(true))
        .orElseThrow(this::absent);
  }

  /** The one of that id, whoever asks. */
  public Optional<Saved> find(String id) {
    return Ids.uuid(id)
        .flatMap(
            known ->
                database
                    .with(
                        c ->
                            Rows.list(
                                c,
                                "SELECT " + COLUMNS + " FROM saved WHERE id = ? AND kind = ?",
                                SavedStore::saved,
                                known,
                                kind.text()))
                    .stream()
                    .findFirst());
  }

  /** Refuses who may not write in an app. */
  public void requireEditor(Caller caller, String app) {
    apps.require(caller, app);
    caller.require(Role.EDITOR);
  }

  /** Saves a new one (editor). */
  public Saved create(Caller caller, String app, Saved.Draft draft) {
    requireEditor(caller, app);
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "INSERT INTO saved (id, kind, app_id, name, description, content, created_by)"
                        + " SELECT ?, ?, ?, ?, ?, ?::jsonb, ?"
                        + " WHERE (SELECT count(*) FROM saved WHERE app_id = ? AND kind = ?) < ?"
                        + " RETURNING "
                        + COLUMNS,
                    SavedStore::saved,
                    UUID.randomUUID(),
                    kind.text(),
                    app,
                    draft.name(),
                    draft.description(),
                    draft.content().encode(),
                    caller.email(),
                    app,
                    kind.text(),
                    MOST_OF_AN_APP))
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemCode.TOO_MANY,
                        "an app has at most " + MOST_OF_AN_APP + " of them")));
  }

  /** Replaces one (editor). */
  public Saved replace(Caller caller, Optional<String> app, String id, Saved.Draft draft) {
    app.ifPresent(named -> apps.require(caller, named));
    caller.require(Role.EDITOR);
    Saved old = get(caller, app, id);
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "UPDATE saved SET name = ?, description = ?, content = ?::jsonb,"
                        + " updated_at = now() WHERE id = ? RETURNING "
                        + COLUMNS,
                    SavedStore::saved,
                    draft.name(),
                    draft.description(),
                    draft.content().encode(),
                    old.id()))
        .stream()
        .findFirst()
        .orElseThrow(this::absent);
  }

  /** Deletes one (editor). */
  public void delete(Caller caller, Optional<String> app, String id) {
    app.ifPresent(named -> apps.require(caller, named));
    caller.require(Role.EDITOR);
    Saved old = get(caller, app, id);
    database.with(c -> Rows.update(c, "DELETE FROM saved WHERE id = ?", old.id()));
  }

  private ProblemException absent() {
    return new ProblemException(
        Problem.of(ProblemCode.NOT_FOUND, "no " + kind.text() + " of that id"));
  }

  private static Saved saved(ResultSet row) throws SQLException {
    return new Saved(
        row.getObject("id", UUID.class),
        row.getString("app_id"),
        row.getString("name"),
        row.getString("description"),
        new JsonObject(row.getString("content")),
        row.getString("created_by"),
        Objects.requireNonNull(Rows.instant(row, "created_at")),
        Objects.requireNonNull(Rows.instant(row, "updated_at")));
  }
}
