package io.causality.portal.apps;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.vertx.core.json.JsonArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The apps of this installation. */
public final class Apps {
  private static final String COLUMNS =
      "id, name, created_at, timezone, week_start, internal_filters::text AS internal_filters,"
          + " verified_only, retention_days";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM apps ";

  private final Database database;
  private final Runnable changed;
  private final Consumer<JsonArray> filterCheck;

  /**
   * The apps in a database.
   *
   * @param changed called after a change has been committed; must not block
   * @param filterCheck refuses, by a problem, what cannot be an app's internal filters
   */
  public Apps(Database database, Runnable changed, Consumer<JsonArray> filterCheck) {
    this.database = database;
    this.changed = changed;
    this.filterCheck = filterCheck;
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
                        + " RETURNING "
                        + COLUMNS,
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

  /** What to change of an app; what is empty stays. */
  public record Change(
      Optional<String> name,
      Optional<String> timezone,
      Optional<String> weekStart,
      Optional<JsonArray> internalFilters,
      Optional<Boolean> verifiedOnly,
      Optional<Integer> retentionDays) {}

  /** Changes an app's settings (editor; for how long events are kept: admin). */
  public App change(Caller caller, String id, Change change) {
    get(caller, id);
    caller.require(change.retentionDays().isPresent() ? Role.ADMIN : Role.EDITOR);
    change.timezone().ifPresent(Apps::requireZone);
    change.internalFilters().ifPresent(filterCheck);
    App app =
        database
            .with(
                c ->
                    Rows.list(
                        c,
                        "UPDATE apps SET name = coalesce(?, name), timezone = coalesce(?,"
                            + " timezone), week_start = coalesce(?, week_start), internal_filters ="
                            + " coalesce(?::jsonb, internal_filters), verified_only = coalesce(?,"
                            + " verified_only), retention_days = coalesce(?, retention_days) WHERE"
                            + " id = ? RETURNING "
                            + COLUMNS,
                        Apps::app,
                        change.name().orElse(null),
                        change.timezone().orElse(null),
                        change.weekStart().orElse(null),
                        change.internalFilters().map(JsonArray::encode).orElse(null),
                        change.verifiedOnly().orElse(null),
                        change.retentionDays().orElse(null),
                        id))
            .getFirst();
    if (change.retentionDays().isPresent()) {
      changed.run();
    }
    return app;
  }

  /** Refuses with 404 an app that does not exist or that the caller may not see. */
  public void require(Caller caller, String id) {
    get(caller, id);
  }

  /** The app, or 404 when it does not exist or the caller may not see it. */
  public App get(Caller caller, String id) {
    caller.requireApp(id);
    return find(id)
        .orElseThrow(
            () -> new ProblemException(Problem.of(ProblemCode.NO_SUCH_APP, "no app " + id)));
  }

  /** Ids of all apps, whoever asks. */
  public List<String> ids() {
    return database.with(
        c -> Rows.list(c, "SELECT id FROM apps ORDER BY id", row -> row.getString("id")));
  }

  /** The app of that id, whoever asks. */
  public Optional<App> find(String id) {
    return database.with(c -> Rows.list(c, SELECT + "WHERE id = ?", Apps::app, id)).stream()
        .findFirst();
  }

  private static void requireZone(String zone) {
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw new ProblemException(
          Problem.of(ProblemCode.BAD_REQUEST, "no time zone is called " + zone)
              .at("$.timezone")
              .suggest("an IANA name, e.g. Europe/Berlin"));
    }
  }

  private static App app(ResultSet row) throws SQLException {
    return new App(
        row.getString("id"),
        row.getString("name"),
        Objects.requireNonNull(Rows.instant(row, "created_at")),
        row.getString("timezone"),
        row.getString("week_start"),
        new JsonArray(row.getString("internal_filters")),
        row.getBoolean("verified_only"),
        row.getInt("retention_days"));
  }
}
