package io.causality.rules.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.rules.TestEvents;
import io.causality.rules.evaluate.Oracle.Fired;
import io.causality.rules.evaluate.Streams.Ev;
import io.causality.rules.model.PublishedRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every kind, over random rules and streams. */
class KindsProperties {
  private static final int SECONDS = 40;
  private static final long END = Streams.T0 + 200_000;

  @Provide
  Arbitrary<String> kinds() {
    return Arbitraries.of(RandomRules.KINDS);
  }

  /** An anomaly has a test of its own: its history is longer than these streams. */
  @Provide
  Arbitrary<String> exactKinds() {
    return kinds().filter(kind -> !kind.equals("anomaly"));
  }

  @Property(tries = 3_000)
  void firesAsTheContractSays(@ForAll("exactKinds") String kind, @ForAll long seed) {
    World world = new World(seed, kind);
    TestJob job = world.inOrder();
    for (String person : List.of("p", "q")) {
      List<Ev> own = world.events.stream().filter(e -> e.person().equals(person)).toList();
      List<Fired> expected =
          Oracle.cooled(
              Oracle.fired(world.rule.rule().when(), own, END), world.rule.rule().cooldownS());
      assertThat(
              job.alerts.stream().filter(alert -> alert.scopeKey().equals(person)).map(Fired::of))
          .as("%s", world)
          .containsExactlyElementsOf(expected);
    }
    assertThat(job.late).isZero();
  }

  @Property(tries = 3_000)
  void ordersWhatArrivesOutOfOrder(@ForAll("kinds") String kind, @ForAll long seed) {
    World world = new World(seed, kind);
    TestJob expected = world.inOrder();
    TestJob job =
        new TestJob(world.rule)
            .events(
                Streams.events(Streams.outOfOrder(world.events, world.latenessMs, world.random)))
            .idleUntil(world.end());
    assertThat(job.ids()).as("%s", world).containsExactlyInAnyOrderElementsOf(expected.ids());
    assertThat(job.late).isZero();
    assertThat(new HashSet<>(job.ids())).hasSameSizeAs(job.ids());
  }

  @Property(tries = 1_500)
  void goesOnFromACheckpointWithTheSameAlerts(@ForAll("kinds") String kind, @ForAll long seed) {
    World world = new World(seed, kind);
    List<Ev> arriving = Streams.outOfOrder(world.events, world.latenessMs, world.random);
    int cut = world.random.nextInt(arriving.size() + 1);
    TestJob whole = new TestJob(world.rule).events(Streams.events(arriving)).idleUntil(world.end());
    TestJob before = new TestJob(world.rule).events(Streams.events(arriving.subList(0, cut)));
    TestJob after =
        before
            .restored()
            .events(Streams.events(arriving.subList(cut, arriving.size())))
            .idleUntil(world.end());
    List<String> both = new ArrayList<>(before.ids());
    both.addAll(after.ids());
    assertThat(both).containsExactlyInAnyOrderElementsOf(whole.ids());
  }

  @Property(tries = 500)
  void forgetsWhatIsOver(@ForAll("kinds") String kind, @ForAll long seed) {
    World world = new World(seed, kind);
    TestJob job = world.inOrder().idleUntil(Streams.T0 + 40L * 86_400_000 + END - Streams.T0);
    assertThat(job.keys()).as("%s", world).isZero();
  }

  /** A random rule and a random stream. */
  private static final class World {
    final String kind;
    final Random random;
    final List<Ev> events;
    final PublishedRule rule;
    final long latenessMs;

    World(long seed, String kind) {
      this.kind = kind;
      this.random = new Random(seed);
      boolean anomaly = kind.equals("anomaly");
      this.events = Streams.random(random, random.nextInt(60), anomaly ? 2_000 : SECONDS);
      int lateness = random.nextInt(8);
      int cooldown = random.nextInt(3) == 0 ? 1 + random.nextInt(15) : 0;
      this.latenessMs = lateness * 1000L;
      this.rule =
          TestEvents.rule(
              RandomRules.when(kind, random),
              ",'lateness_s':" + lateness + ",'cooldown_s':" + cooldown);
    }

    TestJob inOrder() {
      return new TestJob(rule).events(Streams.events(events)).idleUntil(end());
    }

    long end() {
      return kind.equals("anomaly") ? Streams.T0 + 3_000_000 : END;
    }

    @Override
    public String toString() {
      return rule.rule() + " " + events;
    }
  }
}
