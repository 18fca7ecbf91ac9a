package io.causality.portal.ask.tools;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.insight.InsightChecks;
import io.causality.portal.insight.InsightService;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.sqleditor.HiddenColumns;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tools that ask insights. Thread-safe. */
final class InsightTools {
  private static final int PROPERTIES = 10;
  private static final int VALUES = 50;
  private static final int SEGMENTS = 10;

  private final AppCatalog catalog;
  private final HiddenColumns hidden;

  InsightTools(AppCatalog catalog, HiddenColumns hidden) {
    this.catalog = catalog;
    this.hidden = hidden;
  }

  ToolResult runInsight(ToolCall call) throws InterruptedException {
    JsonObject spec = object(call, "spec");
    return answer(call, String.valueOf(spec.getValue("kind")), spec, "$.spec");
  }

  private static JsonObject object(ToolCall call, String name) {
    return call.arguments()
        .object(name)
        .orElseThrow(() -> Arguments.bad(name, name + " is an object"));
  }

  /** Runs a spec whose names the app knows. */
  private ToolResult answer(ToolCall call, String title, JsonObject given, String path)
      throws InterruptedException {
    JsonObject spec = SpecDefaults.complete(given, call);
    InsightSpec read = read(call, spec, path);
    InsightService.Answer answer = call.run().insight(title, read);
    Table table = InsightTables.of(spec, new JsonObject(answer.result()), call.now());
    return ToolResult.of(visible(table), spec);
  }

  /** The spec, when the app knows its names and none of them is hidden. */
  private InsightSpec read(ToolCall call, JsonObject spec, String path) {
    refuseHidden(spec, path);
    InsightSpec read = InsightChecks.spec(spec, path);
    refuseUnknown(call.run().unknownNames(read), path);
    return read;
  }

  /** A property is named as a key, in a list of keys, or as what is added up. */
  private void refuseHidden(@Nullable Object part, String path) {
    switch (part) {
      case JsonObject object ->
          object.forEach(
              entry -> {
                boolean names = Set.of("key", "keys", "math_property").contains(entry.getKey());
                if (names) {
                  refuseHiddenNames(entry.getValue(), path);
                }
                refuseHidden(entry.getValue(), path);
              });
      case JsonArray array -> array.forEach(one -> refuseHidden(one, path));
      case null, default -> {
        // a value
      }
    }
  }

  private void refuseHiddenNames(@Nullable Object names, String path) {
    switch (names) {
      case String name when hidden.contains(name) ->
          throw new ProblemException(
              Problem.of(ProblemCode.BAD_SPEC, name + " is hidden here").at(path));
      case JsonArray list -> list.forEach(name -> refuseHiddenNames(name, path));
      case null, default -> {
        // not hidden, or for the spec's own reader
      }
    }
  }

  /** The table without columns that are hidden. */
  private Table visible(Table table) {
    List<Integer> kept =
        IntStream.range(0, table.columns().size())
            .filter(index -> !hidden.contains(table.columns().get(index).name()))
            .boxed()
            .toList();
    return kept.size() == table.columns().size() ? table : table.columns(kept);
  }

  private static void refuseUnknown(JsonArray unknown, String path) {
    if (unknown.isEmpty()) {
      return;
    }
    JsonObject first = unknown.getJsonObject(0);
    String what = first.getString("code").substring("unknown_".length());
    Problem problem =
        Problem.of(
                ProblemCode.BAD_SPEC,
                "the app has never sent the " + what + " " + first.getString("name"))
            .at(path);
    String nearest = first.getString("suggestion");
    throw new ProblemException(nearest == null ? problem : problem.suggest(nearest));
  }

  /** The series that the arguments describe. */
  private static JsonObject series(ToolCall call) {
    JsonObject series =
        new JsonObject()
            .put("event", call.arguments().optional("event").orElse(null))
            .put("math", call.arguments().optional("math").orElse("total"));
    call.arguments()
        .optional("math_property")
        .ifPresent(property -> series.put("math_property", property));
    return series;
  }

  private static JsonObject trends(ToolCall call, JsonArray series) {
    JsonObject spec =
        new JsonObject()
            .put("kind", "trends")
            .put("series", series)
            .put("aggregate", true)
            .put("from", call.arguments().text("from"))
            .put("to", call.arguments().text("to"));
    call.arguments().list("filters").ifPresent(filters -> spec.put("filters", filters));
    return spec;
  }

  private static JsonObject previous(ToolCall call) {
    return new JsonObject()
        .put("from", call.arguments().text("previous_from"))
        .put("to", call.arguments().text("previous_to"));
  }

  ToolResult compare(ToolCall call) throws InterruptedException {
    JsonArray segments = call.arguments().list("segments").orElseGet(JsonArray::new);
    if (segments.isEmpty()) {
      ToolResult windows =
          answer(
              call,
              "compare",
              trends(call, new JsonArray().add(series(call))).put("compare", previous(call)),
              "$");
      double current = total(windows, "current");
      double before = total(windows, "previous");
      ToolResult with = windows.with("change", Quantities.number(current - before));
      return before == 0
          ? with
          : with.with("change_percent", Quantities.percent(current - before, before));
    }
    if (segments.size() > SEGMENTS) {
      throw Arguments.bad("segments", "at most " + SEGMENTS + " segments are compared");
    }
    JsonArray series = new JsonArray();
    for (Object one : segments) {
      if (!(one instanceof JsonObject segment
          && segment.getValue("name") instanceof String name
          && segment.getValue("filters") instanceof JsonArray filters)) {
        throw Arguments.bad("segments", "a segment has a name and filters");
      }
      series.add(series(call).put("label", name).put("filters", filters));
    }
    return answer(call, "compare", trends(call, series), "$");
  }

  private static double total(ToolResult windows, String name) {
    return windows.table().orElseThrow().rows().stream()
        .filter(row -> name.equals(row.getFirst()))
        .mapToDouble(row -> row.getLast() instanceof Number number ? number.doubleValue() : 0)
        .sum();
  }

  ToolResult explain(ToolCall call) throws InterruptedException {
    List<AppCatalog.Dimension> dimensions = dimensions(call);
    JsonObject series = series(call);
    List<Contributions.Segment> segments = new ArrayList<>();
    List<JsonObject> specs = new ArrayList<>();
    for (AppCatalog.Dimension dimension : dimensions) {
      JsonObject spec =
          SpecDefaults.complete(
              trends(call, new JsonArray().add(series))
                  .put("compare", previous(call))
                  .put(
                      "breakdown",
                      new JsonObject()
                          .put("on", dimension.ofPerson() ? "person" : "event")
                          .put("keys", new JsonArray().add(dimension.name()))
                          .put("limit", VALUES)),
              call);
      InsightSpec read = read(call, spec, "$");
      specs.add(spec);
      segments.addAll(
          Contributions.of(
              dimension.name(),
              new JsonObject(call.run().insight("by " + dimension.name(), read).result())
                  .getJsonArray("series")));
    }
    Table table =
        Contributions.table(
                segments,
                Quantities.measure(series.getString("math"), series.getString("math_property"))
                    .unit())
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            ProblemCode.BAD_REQUEST,
                            "there is no property by which the change could be told")));
    return ToolResult.of(table, specs);
  }

  private List<AppCatalog.Dimension> dimensions(ToolCall call) {
    Optional<String> event = call.arguments().optional("event");
    List<String> named = call.arguments().texts("properties");
    if (named.size() > PROPERTIES) {
      throw Arguments.bad("properties", "at most " + PROPERTIES + " properties are looked at");
    }
    if (named.isEmpty()) {
      return catalog.dimensions(call.app().id(), event, 2, VALUES).stream()
          .limit(PROPERTIES)
          .toList();
    }
    List<AppCatalog.Dimension> all =
        catalog.dimensions(call.app().id(), event, 0, Integer.MAX_VALUE);
    return named.stream()
        .map(
            name ->
                all.stream()
                    .filter(dimension -> dimension.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            Arguments.bad(
                                "properties", name + " is no property by which to split")))
        .toList();
  }
}
