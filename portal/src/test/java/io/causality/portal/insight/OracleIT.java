package io.causality.portal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.insight.oracle.Event;
import io.causality.portal.insight.oracle.Oracle;
import io.causality.portal.insight.oracle.Same;
import io.causality.portal.insight.oracle.Specs;
import io.causality.portal.insight.oracle.Worlds;
import io.causality.portal.insight.spec.FunnelSpec;
import io.causality.portal.insight.spec.InsightSpec;
import io.causality.portal.insight.spec.SessionsSpec;
import io.causality.portal.insight.spec.SpecParser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is asked about whatever happened: the answer is that of plain loops. {@code
 * -Dcausality.full=true} asks more.
 */
class OracleIT {
  private static final int WORLDS = 6;
  private static final int EVENTS = 150;
  private static final int QUESTIONS = Boolean.getBoolean("causality.full") ? 4 : 1;
  private static final List<List<Event>> EVENTS_OF = new ArrayList<>();
  private static final List<Oracle> ORACLES = new ArrayList<>();
  private static @Nullable InsightFixture insights;

  @BeforeContainer
  static void start() {
    insights = new InsightFixture("oracle-it", Map.of("CAUSALITY_INSIGHT_TIME_LIMIT_MS", "900000"));
    for (int world = 0; world < WORLDS; world++) {
      List<Event> events = Worlds.events(world, EVENTS);
      EVENTS_OF.add(events);
      ORACLES.add(new Oracle(events));
      insights.app("world" + world, events);
    }
  }

  @AfterContainer
  static void stop() {
    if (insights != null) { // What went wrong at the start is told, not this.
      insights.close();
    }
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
  void trends(@ForAll @IntRange(max = WORLDS - 1) int world, @ForAll long seed) {
    check(world, seed, Specs::trends);
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
  void retention(@ForAll @IntRange(max = WORLDS - 1) int world, @ForAll long seed) {
    check(world, seed, Specs::retention);
  }

  @Property(tries = 12, shrinking = ShrinkingMode.OFF, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
  void lifecycleAndStickiness(@ForAll @IntRange(max = WORLDS - 1) int world, @ForAll long seed) {
    check(world, seed, Specs::activity);
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
  void funnels(@ForAll @IntRange(max = WORLDS - 1) int world, @ForAll long seed) {
    check(world, seed, Specs::funnel);
  }

  @Property(tries = 10, shrinking = ShrinkingMode.OFF, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
  void paths(@ForAll @IntRange(max = WORLDS - 1) int world, @ForAll long seed) {
    check(world, seed, Specs::paths);
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
  void sessions(@ForAll @IntRange(max = WORLDS - 1) int world, @ForAll long seed) {
    questions(seed, question -> checkSessions(world, question));
  }

  private static void checkSessions(int world, long seed) {
    JsonObject json = new Specs(seed, EVENTS_OF.get(world)).sessions();
    SessionsSpec spec = (SessionsSpec) SpecParser.parse(new JsonObject(json.encode()).getMap());
    JsonArray answer = new JsonArray();
    String cursor;
    do {
      JsonObject page = insights.result("world" + world, json);
      assertThat(page.getJsonArray("sessions").size()).isLessThanOrEqualTo(spec.limit());
      answer.addAll(page.getJsonArray("sessions"));
      cursor = page.getString("cursor");
      json.put("cursor", cursor);
    } while (cursor != null);
    Same.same(
        new JsonObject().put("sessions", new JsonArray(ORACLES.get(world).sessions(spec))),
        new JsonObject().put("sessions", answer),
        "world " + world + ": " + json.encode());
  }

  @Property(tries = 8, shrinking = ShrinkingMode.OFF, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
  void peopleOfFunnels(@ForAll @IntRange(max = WORLDS - 1) int world, @ForAll long seed) {
    questions(seed, question -> checkPeople(world, question));
  }

  private static void checkPeople(int world, long seed) {
    JsonObject json = new Specs(seed, EVENTS_OF.get(world)).funnel();
    json.put("output", "steps").remove("breakdown");
    FunnelSpec spec = (FunnelSpec) SpecParser.parse(new JsonObject(json.encode()).getMap());
    int step = Math.floorMod(seed, Math.min(2, spec.steps().size()));
    boolean dropped = Math.floorMod(seed / 2, 2) == 0;
    JsonObject body =
        new JsonObject()
            .put("query", json)
            .put("step", step)
            .put("outcome", dropped ? "dropped" : "reached");
    assertThat(Set.copyOf(insights.persons("world" + world, body)))
        .as("world " + world + ": " + body.encode())
        .isEqualTo(ORACLES.get(world).people(spec, step, dropped));
  }

  private static void questions(long seed, LongConsumer question) {
    new SplittableRandom(seed).longs(QUESTIONS).forEach(question);
  }

  private static void check(int world, long seed, Function<Specs, JsonObject> kind) {
    questions(seed, question -> checkOne(world, question, kind));
  }

  private static void checkOne(int world, long seed, Function<Specs, JsonObject> kind) {
    JsonObject json = kind.apply(new Specs(seed, EVENTS_OF.get(world)));
    InsightSpec spec = SpecParser.parse(new JsonObject(json.encode()).getMap());
    JsonObject expected = ORACLES.get(world).answer(spec);
    JsonObject answer = insights.answer("world" + world, json);
    Same.same(
        expected,
        answer.getJsonObject("result"),
        "world "
            + world
            + ": "
            + json.encode()
            + "\n"
            + answer.getJsonObject("meta").getJsonArray("sql"));
  }
}
