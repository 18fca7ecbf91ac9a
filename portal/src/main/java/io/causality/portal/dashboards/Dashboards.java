package io.causality.portal.dashboards;

import io.causality.portal.apps.App;
import io.causality.portal.apps.Apps;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.causality.portal.saved.Saved;
import io.causality.portal.saved.SavedStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Dashboards: the built-in ones of every app, and those that people made. Thread-safe. */
public final class Dashboards {
  private static final String BUILT_IN = ":";

  private final Apps apps;
  private final SavedStore saved;
  private final SavedStore charts;
  private final BuiltIn builtIn;
  private final SpecCheck check;

  public Dashboards(
      Apps apps, SavedStore saved, SavedStore charts, BuiltIn builtIn, SpecCheck check) {
    this.apps = apps;
    this.saved = saved;
    this.charts = charts;
    this.builtIn = builtIn;
    this.check = check;
  }

  /** Those of an app, or of all apps that the caller sees; built-in ones first. */
  public List<Dashboard> list(Caller caller, Optional<String> app) {
    List<App> of =
        app.map(id -> List.of(apps.get(caller, id))).orElseGet(() -> apps.visibleTo(caller));
    List<Dashboard> all = new ArrayList<>();
    for (App one : of) {
      all.addAll(builtIn.of(one));
      saved.list(caller, one.id()).forEach(own -> all.add(Dashboard.of(own)));
    }
    return all;
  }

  /** The one of that id, with the queries of its tiles. */
  Dashboard get(Caller caller, String id) {
    int colon = id.indexOf(BUILT_IN);
    if (colon >= 0) {
      String app = id.substring(0, colon);
      return builtIn.of(apps.get(caller, app)).stream()
          .filter(dashboard -> dashboard.id().equals(id))
          .findFirst()
          .orElseThrow(
              () ->
                  new ProblemException(
                      Problem.of(ProblemCode.NOT_FOUND, "no dashboard of that id")));
    }
    return resolved(caller, Dashboard.of(saved.get(caller, Optional.empty(), id)));
  }

  /**
   * Makes one (editor).
   *
   * @param copyOf id of the dashboard whose content it takes; empty for none
   */
  Dashboard create(Caller caller, String app, Saved.Draft draft, Optional<String> copyOf) {
    saved.requireEditor(caller, app);
    JsonObject content = draft.content();
    if (copyOf.isPresent()) {
      Dashboard copied = get(caller, copyOf.get());
      if (!copied.app().equals(app)) {
        throw refused(
            ProblemCode.BAD_REQUEST, "a copy stays in the app of what is copied", "$.copy_of");
      }
      content = copied.content().copy().mergeIn(content);
    }
    return resolved(
        caller,
        Dashboard.of(
            saved.create(
                caller,
                app,
                new Saved.Draft(draft.name(), draft.description(), checked(app, content)))));
  }

  /** Replaces one that is not built in (editor). */
  Dashboard replace(Caller caller, String id, Saved.Draft draft) {
    caller.require(Role.EDITOR);
    requireOwn(id);
    String app = saved.get(caller, Optional.empty(), id).app();
    saved.requireEditor(caller, app);
    Saved.Draft good =
        new Saved.Draft(draft.name(), draft.description(), checked(app, draft.content()));
    return resolved(caller, Dashboard.of(saved.replace(caller, Optional.empty(), id, good)));
  }

  /** Deletes one that is not built in (editor). */
  void delete(Caller caller, String id) {
    caller.require(Role.EDITOR);
    requireOwn(id);
    saved.delete(caller, Optional.empty(), id);
  }

  private static void requireOwn(String id) {
    if (id.contains(BUILT_IN)) {
      throw new ProblemException(
          Problem.of(ProblemCode.READ_ONLY, "a built-in dashboard stays as it is")
              .suggest("copy it: POST /api/dashboards with copy_of"));
    }
  }

  /** The content with an id for each tile; each tile shows a saved chart or a query of its own. */
  private JsonObject checked(String app, JsonObject content) {
    JsonArray tiles = new JsonArray();
    Set<String> ids = new HashSet<>();
    JsonArray given = content.getJsonArray("tiles", new JsonArray());
    for (int i = 0; i < given.size(); i++) {
      JsonObject tile = given.getJsonObject(i).copy();
      String path = "$.tiles[" + i + "]";
      String chart = tile.getString("chart");
      if (chart != null) {
        tile.remove("query");
        if (charts.find(chart).filter(known -> known.app().equals(app)).isEmpty()) {
          throw refused(ProblemCode.BAD_REQUEST, "no chart of that id in the app", path + ".chart");
        }
      } else if (tile.getJsonObject("query") != null) {
        check.require(tile.getJsonObject("query"), path + ".query");
      } else {
        throw refused(ProblemCode.BAD_REQUEST, "a tile shows a chart or a query", path);
      }
      if (tile.getInteger("x") + tile.getInteger("w") > 12) {
        throw refused(ProblemCode.BAD_REQUEST, "the grid has 12 columns", path + ".w");
      }
      if (tile.getString("id") == null) {
        tile.put("id", UUID.randomUUID().toString());
      }
      if (!ids.add(tile.getString("id"))) {
        throw refused(ProblemCode.BAD_REQUEST, "two tiles have that id", path + ".id");
      }
      tiles.add(tile);
    }
    return content.copy().put("tiles", tiles);
  }

  /** Tiles of saved charts get the chart's query; a chart that is gone leaves a null there. */
  private Dashboard resolved(Caller caller, Dashboard dashboard) {
    JsonArray tiles = new JsonArray();
    for (int i = 0; i < dashboard.tiles().size(); i++) {
      JsonObject tile = dashboard.tiles().getJsonObject(i).copy();
      if (tile.getString("chart") != null) {
        Optional<Saved> chart =
            charts
                .find(tile.getString("chart"))
                .filter(found -> found.app().equals(dashboard.app()) && caller.sees(found.app()));
        tile.put("query", chart.map(c -> c.content().getJsonObject("query")).orElse(null));
      }
      tiles.add(tile);
    }
    return new Dashboard(
        dashboard.id(),
        dashboard.app(),
        dashboard.name(),
        dashboard.description(),
        dashboard.builtIn(),
        dashboard.content().copy().put("tiles", tiles),
        dashboard.createdBy(),
        dashboard.updatedAt());
  }

  private static ProblemException refused(ProblemCode code, String why, String where) {
    return new ProblemException(Problem.of(code, why).at(where));
  }
}
