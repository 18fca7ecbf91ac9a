package io.causality.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LinkHistoryProperties {
  /** The rule of contracts.md 5 for an event without a user, word by word. */
  private static String ownerAt(long timeMs, List<LinkPoint> links) {
    List<LinkPoint> ordered = links.stream().sorted().toList();
    return ordered.stream()
        .filter(link -> link.timeMs() <= timeMs)
        .reduce((earlier, later) -> later)
        .or(() -> ordered.stream().findFirst())
        .map(LinkPoint::userId)
        .orElse("");
  }

  @Property
  void theLinksThatPassResolveEveryMomentAsAllLinksDo(
      @ForAll("linksInOrderOfArrival") List<LinkPoint> links) {
    LinkHistory history = LinkHistory.EMPTY;
    List<LinkPoint> all = new ArrayList<>();
    List<LinkPoint> passed = new ArrayList<>();
    for (LinkPoint link : links) {
      all.add(link);
      LinkHistory.Step step = history.with(link, 0);
      history = step.history();
      passed.addAll(step.passing());
      assertThat(history.points()).isSortedAccordingTo(Comparator.naturalOrder());
      for (long time = -1; time <= 12; time++) {
        assertThat(ownerAt(time, passed)).as("at %d", time).isEqualTo(ownerAt(time, all));
      }
    }
  }

  @Property
  void linksInOrderOfTimeResolveExactlyAtAnyResolution(
      @ForAll("linksInOrderOfArrival") List<LinkPoint> links) {
    LinkHistory history = LinkHistory.EMPTY;
    List<LinkPoint> ordered = links.stream().sorted().toList();
    List<LinkPoint> passed = new ArrayList<>();
    for (LinkPoint link : ordered) {
      LinkHistory.Step step = history.with(link, 1_000);
      history = step.history();
      passed.addAll(step.passing());
    }
    for (long time = -1; time <= 12; time++) {
      assertThat(ownerAt(time, passed)).isEqualTo(ownerAt(time, ordered));
    }
  }

  @Property
  void aLinkThatIsRepeatedDoesNotPassAgain(@ForAll("linksInOrderOfArrival") List<LinkPoint> links) {
    LinkHistory history = LinkHistory.EMPTY;
    for (LinkPoint link : links) {
      history = history.with(link, 0).history();
      assertThat(history.with(link, 0).passing()).isEmpty();
    }
  }

  @Example
  void manyLinksAreForgottenWithoutLosingWhoRulesNow() {
    LinkHistory history = LinkHistory.EMPTY;
    List<LinkPoint> passed = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      LinkHistory.Step step =
          history.with(new LinkPoint(i, i, i % 3 == 0 ? "ann" : "ben", false), 0);
      history = step.history();
      passed.addAll(step.passing());
      assertThat(history.points()).hasSizeLessThanOrEqualTo(512);
    }
    // ann at 0, ben at 1, ann at 3, ben at 4, …
    assertThat(passed).hasSize(13_334);
    assertThat(passed).isSortedAccordingTo(Comparator.naturalOrder());
  }

  @Provide
  Arbitrary<List<LinkPoint>> linksInOrderOfArrival() {
    Arbitrary<Long> times = Arbitraries.longs().between(0, 10);
    Arbitrary<String> users = Arbitraries.of("ann", "ben", "cem");
    return Combinators.combine(times, users)
        .as((time, user) -> new LinkPoint(time, 0, user, false))
        .list()
        .ofMaxSize(12)
        .map(
            links -> {
              List<LinkPoint> numbered = new ArrayList<>();
              for (LinkPoint link : links) {
                numbered.add(
                    new LinkPoint(link.timeMs(), numbered.size() + 1, link.userId(), false));
              }
              return numbered;
            });
  }
}
