package io.causality.portal.cohorts;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.ClientGone;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.saved.Saved;
import io.causality.portal.saved.SavedStore;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The cohorts of apps. A static one is a list of persons as it was when it was saved; a dynamic one
 * is a definition, whose people are found with each question. Thread-safe.
 */
public final class Cohorts {
  /** Most persons of a static cohort. */
  public static final int MOST_PEOPLE = 200_000;

  private static final int PER_STATEMENT = 5_000;

  private final Database database;
  private final SavedStore store;
  private final PeopleSource people;
  private final DefinitionCheck check;

  /** Finds the persons of a request to {@code insights/people}. */
  @FunctionalInterface
  public interface PeopleSource {
    /**
     * All persons of it.
     *
     * @param most how many there may be
     * @throws ProblemException for a bad request, and for more persons than that
     */
    Collection<String> of(String app, JsonObject request, int most, ClientGone clientGone)
        throws InterruptedException;
  }

  /** Knows what can be a dynamic cohort's definition. */
  @FunctionalInterface
  public interface DefinitionCheck {
    /**
     * Refuses what is none.
     *
     * @throws ProblemException that names the mistake's place
     */
    void require(String app, JsonObject definition);
  }

  public Cohorts(Database database, SavedStore store, PeopleSource people, DefinitionCheck check) {
    this.database = database;
    this.store = store;
    this.people = people;
    this.check = check;
  }

  /** Those of an app, by name. */
  public List<Saved> list(Caller caller, String app) {
    return store.list(caller, app);
  }

  Saved get(Caller caller, String app, String id) {
    return store.get(caller, Optional.of(app), id);
  }

  /** Saves a new one (editor). */
  Saved create(Caller caller, String app, JsonObject body, ClientGone gone)
      throws InterruptedException {
    store.requireEditor(caller, app);
    Contents contents = contents(app, body, gone);
    Saved made = store.create(caller, app, contents.draft(body));
    fill(made.id(), contents.people());
    return made;
  }

  /** Replaces one (editor). */
  Saved replace(Caller caller, String app, String id, JsonObject body, ClientGone gone)
      throws InterruptedException {
    store.requireEditor(caller, app);
    store.get(caller, Optional.of(app), id);
    Contents contents = contents(app, body, gone);
    Saved now = store.replace(caller, Optional.of(app), id, contents.draft(body));
    fill(now.id(), contents.people());
    return now;
  }

  void delete(Caller caller, String app, String id) {
    store.delete(caller, Optional.of(app), id);
  }

  /** The cohort of that id in an app, for a query that names it. */
  public Optional<Saved> find(String app, String id) {
    return store.find(id).filter(cohort -> cohort.app().equals(app));
  }

  /** The persons of a static cohort, in order. */
  public List<String> peopleOf(UUID cohort) {
    return database.with(
        c ->
            Rows.list(
                c,
                "SELECT person_id FROM cohort_people WHERE cohort_id = ? ORDER BY person_id",
                row -> row.getString("person_id"),
                cohort));
  }

  /** A text that is another one after each change of one of the app's cohorts. */
  public String version(String app) {
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "SELECT count(*) || ' ' || coalesce(max(updated_at)::text, '') AS version"
                        + " FROM saved WHERE app_id = ? AND kind = 'cohort'",
                    row -> row.getString("version"),
                    app))
        .getFirst();
  }

  private record Contents(JsonObject content, Set<String> people) {
    Saved.Draft draft(JsonObject body) {
      return new Saved.Draft(body.getString("name"), body.getString("description", ""), content);
    }
  }

  private Contents contents(String app, JsonObject body, ClientGone gone)
      throws InterruptedException {
    JsonObject definition = body.getJsonObject("definition");
    if (body.getString("kind").equals("dynamic")) {
      if (definition == null) {
        throw bad("a dynamic cohort has a definition", "$.definition");
      }
      check.require(app, definition);
      return new Contents(
          new JsonObject().put("kind", "dynamic").put("definition", definition), Set.of());
    }
    Set<String> found = new LinkedHashSet<>();
    if (body.getJsonObject("people_of") != null) {
      found.addAll(people.of(app, body.getJsonObject("people_of"), MOST_PEOPLE, gone));
    } else if (body.getJsonArray("people") != null) {
      body.getJsonArray("people").forEach(person -> found.add((String) person));
    } else {
      throw bad("a static cohort has people, or people_of", "$.people");
    }
    return new Contents(new JsonObject().put("kind", "static").put("size", found.size()), found);
  }

  private void fill(UUID cohort, Set<String> members) {
    database.transaction(
        c -> {
          Rows.update(c, "DELETE FROM cohort_people WHERE cohort_id = ?", cohort);
          insert(c, cohort, members);
          return members.size();
        });
  }

  private static void insert(Connection c, UUID cohort, Set<String> members) throws SQLException {
    try (PreparedStatement insert =
        c.prepareStatement("INSERT INTO cohort_people (cohort_id, person_id) VALUES (?, ?)")) {
      int waiting = 0;
      for (String member : members) {
        insert.setObject(1, cohort);
        insert.setString(2, member);
        insert.addBatch();
        if (++waiting % PER_STATEMENT == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static ProblemException bad(String why, String where) {
    return new ProblemException(Problem.of(ProblemCode.BAD_REQUEST, why).at(where));
  }
}
