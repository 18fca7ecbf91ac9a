package io.causality.portal.insight;

import io.causality.portal.apps.Apps;
import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.causality.portal.insight.plan.Row;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.insight.spec.SpecParser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Insights over HTTP. */
public final class InsightRoutes implements Routes {
  private static final int DEFAULT_PEOPLE = 100;
  private static final int MOST_PEOPLE = 10_000;
  private static final int DEFAULT_ITEMS = 20;

  private final Apps apps;
  private final InsightService insights;

  public InsightRoutes(Apps apps, InsightService insights) {
    this.apps = apps;
    this.insights = insights;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "queryInsight", this::query,
        "insightPeople", this::people,
        "insightCorrelation", this::correlation,
        "personTimeline", this::timeline);
  }

  private Reply query(Call call) throws InterruptedException {
    String app = call.path("app");
    apps.require(call.caller(), app);
    try {
      InsightSpec spec = SpecParser.parse(plain(call.body().getMap()));
      Duration maxAge = Duration.ofSeconds(call.query("max_age_s", 0));
      return reply(insights.answer(app, spec, Instant.now(), maxAge, call.clientGone()));
    } catch (SpecException e) {
      throw problem(e);
    }
  }

  private Reply people(Call call) throws InterruptedException {
    String app = call.path("app");
    apps.require(call.caller(), app);
    JsonObject body = call.body();
    try {
      InsightSpec spec = SpecParser.parse(plain(body.getValue("query")), "$.query");
      Integer limit = body.getInteger("limit");
      InsightService.People people =
          insights.people(
              app,
              spec,
              Cell.read(body),
              limit == null ? DEFAULT_PEOPLE : Math.min(limit, MOST_PEOPLE),
              cursor(body.getString("cursor")),
              call.clientGone());
      return Reply.ok(json(people));
    } catch (SpecException e) {
      throw problem(e);
    }
  }

  private Reply correlation(Call call) throws InterruptedException {
    String app = call.path("app");
    apps.require(call.caller(), app);
    try {
      if (!(SpecParser.parse(plain(call.body().getValue("query")), "$.query")
          instanceof FunnelSpec funnel)) {
        throw new SpecException(
            "$.query.kind", "correlation is about those who get to a funnel's end", "funnel");
      }
      int limit = call.body().getInteger("limit", DEFAULT_ITEMS);
      return Reply.ok(insights.correlation(app, funnel, limit, call.clientGone()));
    } catch (SpecException e) {
      throw problem(e);
    }
  }

  private Reply timeline(Call call) throws InterruptedException {
    String app = call.path("app");
    apps.require(call.caller(), app);
    String id = call.query("person").orElseThrow();
    Optional<Timeline.Place> after = Optional.empty();
    if (call.query("cursor").isPresent()) {
      after = Timeline.Place.of(call.query("cursor").get());
      if (after.isEmpty()) {
        throw new ProblemException(
            Problem.of(ProblemCode.BAD_REQUEST, "no cursor of an earlier answer").at("cursor"));
      }
    }
    int limit = call.query("limit", DEFAULT_PEOPLE);
    return Reply.ok(insights.timeline(app, id, limit, after, call.clientGone()));
  }

  private static Reply reply(InsightService.Given given) {
    InsightService.Answer answer = given.answer();
    JsonObject meta =
        new JsonObject()
            .put("sql", new JsonArray(answer.sql()))
            .put("rows_scanned", answer.rowsScanned())
            .put("bytes_scanned", answer.bytesScanned())
            .put("wall_ms", answer.wallMs())
            .put("watermark", answer.watermark().map(Instant::toString).orElse(null))
            .put("cached", given.cached())
            .put("computed_at", answer.computedAt().toString())
            .put("data_version", answer.dataVersion())
            .put("exact", true)
            .put("warnings", answer.warnings());
    answer.incompleteFrom().ifPresent(start -> meta.put("incomplete_from", start.toString()));
    return new Reply(
        200,
        List.of(
            Buffer.buffer("{\"result\":"),
            answer.result(),
            Buffer.buffer(",\"meta\":" + meta.encode() + "}")));
  }

  private static JsonObject json(InsightService.People people) {
    JsonArray list = new JsonArray();
    for (Row row : people.rows()) {
      Object traits = row.values().get(PeoplePage.TRAITS);
      list.add(
          new JsonObject()
              .put("person_id", row.text(PeoplePage.PERSON))
              .put("traits", traits == null ? new JsonObject() : traits));
    }
    return new JsonObject()
        .put("people", list)
        .put("total", people.total())
        .put("cursor", people.cursor().map(InsightRoutes::encode).orElse(null));
  }

  private static String encode(String person) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(person.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> cursor(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new SpecException("$.cursor", "no cursor of an earlier answer", null);
    }
  }

  /** What the JSON library keeps as its own objects, as maps and lists. */
  static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case JsonObject object -> plain(object.getMap());
      case JsonArray array -> plain(array.getList());
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new java.util.LinkedHashMap<>();
        map.forEach((key, inside) -> copy.put(String.valueOf(key), plain(inside)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new java.util.ArrayList<>();
        list.forEach(inside -> copy.add(plain(inside)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  static ProblemException problem(SpecException e) {
    Problem problem = Problem.of(ProblemCode.BAD_SPEC, e.detail()).at(e.field());
    return new ProblemException(e.suggestion() == null ? problem : problem.suggest(e.suggestion()));
  }
}
