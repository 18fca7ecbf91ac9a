package io.causality.bench.shop;

import io.causality.bench.shop.People.Person;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates the events of sixty days, a hundred per person on average: the same for the same seed
 * and size, in order of time. Not thread-safe.
 */
final class ShopGenerator {
  private static final int EVENTS_PER_PERSON = 100;
  private static final int FEWEST_PEOPLE = 40;

  private final People people;
  private final List<Person> persons;
  private final Planted planted;
  private final SplittableRandom ids;

  /** Takes events, each once, in order of time. */
  @FunctionalInterface
  interface Sink {
    void accept(ShopEvent event) throws IOException, InterruptedException;

    /** Called after the last event of a day. */
    default void endOfDay() throws IOException, InterruptedException {}
  }

  /**
   * @param events about how many there shall be, beside those of {@link Planted}
   * @param openHours as in {@link People}: few of them make a lake of few files
   */
  ShopGenerator(long seed, long events, int openHours) {
    int count = (int) Math.max(FEWEST_PEOPLE, events / EVENTS_PER_PERSON);
    people = new People(seed, count, openHours);
    persons = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      persons.add(people.person(number));
    }
    planted = new Planted(count);
    ids = new SplittableRandom(seed);
  }

  /** Numbers of people are below this. */
  int people() {
    return people.count() + Planted.people();
  }

  /** Generates everything; answers how many events there were. */
  long run(List<Sink> sinks) throws IOException, InterruptedException {
    long count = 0;
    for (int day = 0; day < People.DAYS; day++) {
      List<ShopEvent> events = day(day);
      for (ShopEvent event : events) {
        ShopEvent named = event.withId(nextId());
        for (Sink sink : sinks) {
          sink.accept(named);
        }
      }
      for (Sink sink : sinks) {
        sink.endOfDay();
      }
      count += events.size();
    }
    return count;
  }

  private List<ShopEvent> day(int day) {
    List<ShopEvent> events = new ArrayList<>();
    for (Person person : persons) {
      if (day >= person.firstDay() && people.visits(person, day)) {
        Visits.of(people, person, day, events::add);
      }
    }
    planted.of(day, events::add);
    events.sort(Comparator.comparingLong(ShopEvent::timeMs));
    return events;
  }

  private String nextId() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(ids.nextLong()) + hex.toHexDigits(ids.nextLong());
  }
}
