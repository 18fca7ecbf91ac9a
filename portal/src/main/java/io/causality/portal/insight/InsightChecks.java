package io.causality.portal.insight;

import io.causality.portal.http.ClientGone;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.Definition;
import io.causality.portal.insight.spec.DefinitionParser;
import io.causality.portal.insight.spec.Filter;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.spec.SpecParser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Specs, filters and lists of persons for those who save them. Thread-safe. */
public final class InsightChecks {
  private static final int PAGE = 10_000;

  private InsightChecks() {}

  /**
   * Refuses what is no spec.
   *
   * @param path where it stands in the request
   */
  public static void requireSpec(JsonObject spec, String path) {
    spec(spec, path);
  }

  /**
   * A saved spec.
   *
   * @param path where it stands in a request
   */
  public static InsightSpec spec(JsonObject spec, String path) {
    return answered(() -> SpecParser.parse(InsightRoutes.plain(spec), path));
  }

  /** Refuses what cannot be an app's internal filters. */
  public static void requireFilters(JsonArray filters) {
    filters(filters);
  }

  /** An app's saved filters. */
  public static List<Filter> filters(JsonArray filters) {
    List<Filter> read = new ArrayList<>();
    for (int i = 0; i < filters.size(); i++) {
      Object filter = InsightRoutes.plain(filters.getValue(i));
      String path = "$.internal_filters[" + i + "]";
      read.add(answered(() -> SpecParser.filter(filter, path)));
    }
    return read;
  }

  /** Refuses what cannot be a cohort's definition. */
  public static void requireDefinition(JsonObject definition) {
    definition(definition);
  }

  /** A cohort's saved definition. */
  public static Definition definition(JsonObject definition) {
    Object json = InsightRoutes.plain(definition);
    return answered(() -> DefinitionParser.parse(json, "$.definition"));
  }

  /**
   * All persons of a request to {@code insights/people}.
   *
   * @param most how many there may be
   * @throws ProblemException for a bad request, and for more persons than that
   */
  public static List<String> everybody(
      InsightService insights, String app, JsonObject request, int most, ClientGone gone)
      throws InterruptedException {
    List<String> all = new ArrayList<>();
    try {
      InsightSpec spec =
          SpecParser.parse(InsightRoutes.plain(request.getValue("query")), "$.people_of.query");
      Cell cell = Cell.read(request);
      Optional<String> after = Optional.empty();
      do {
        InsightService.People page = insights.people(app, spec, cell, PAGE, after, gone);
        if (page.total() > most) {
          throw new ProblemException(
              Problem.of(
                      ProblemCode.TOO_MANY,
                      "these are " + page.total() + " persons; a list holds at most " + most)
                  .at("$.people_of")
                  .suggest("save a dynamic cohort, which has no bound"));
        }
        for (Row row : page.rows()) {
          all.add(row.text(PeoplePage.PERSON));
        }
        after = page.cursor();
      } while (after.isPresent());
      return all;
    } catch (SpecException e) {
      throw InsightRoutes.problem(e);
    }
  }

  private static <T> T answered(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (SpecException e) {
      throw InsightRoutes.problem(e);
    }
  }
}
