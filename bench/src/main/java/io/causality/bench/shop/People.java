package io.causality.bench.shop;

import io.causality.bench.shop.ShopEvent.Client;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who the people are: each a function of the seed and a number, so that days can be made in any
 * order. Immutable.
 *
 * @param count in all apps
 * @param openHours hours of the day, from midnight UTC on, in which visits begin: 1 to 24
 */
record People(long seed, int count, int openHours) {
  /** The days that are generated, from the first on, UTC. */
  static final LocalDate FIRST_DAY = LocalDate.parse("2026-09-02");

  static final int DAYS = 60;
  static final long DAY_MS = 86_400_000;

  static final String WEB = "shop-web";
  static final String APP = "shop-app";
  static final String OFFICE = "shop-office";

  private static final List<String> COUNTRIES =
      List.of("DE", "DE", "DE", "CH", "CH", "AT", "FR", "US", "US", "GB", "IT", "NL", "PL", "");
  private static final List<String> LOCALES =
      List.of("de-DE", "de-CH", "de-AT", "fr-FR", "en-US", "en-GB", "it-IT", "nl-NL", "pl-PL");
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/141.0.0.0 Safari/537.36",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
              + " Version/18.1 Safari/605.1.15",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/141.0.0.0 Mobile Safari/537.36",
          "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0");

  /** How busy a day is, from Monday on. */
  private static final double[] WEEKDAYS = {1.05, 1.1, 1.1, 1.05, 1.0, 0.8, 0.9};

  /**
   * One human.
   *
   * @param firstDay day of the first visit, from 0
   * @param signupDay day on which an account is made; {@link #DAYS} or later: never
   * @param keenness chance to come on a day soon after the first visit
   */
  record Person(
      int number,
      String app,
      int firstDay,
      int signupDay,
      double keenness,
      String plan,
      Client client,
      Client secondClient) {
    String device(int device) {
      return "d" + number + "-" + device;
    }

    String user() {
      return "u" + number;
    }
  }

  /** Ms since the epoch at which a day begins. */
  static long startOf(int day) {
    return FIRST_DAY.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  /** Randomness that belongs to a person and a purpose alone. */
  SplittableRandom random(int person, int purpose) {
    return new SplittableRandom(
        mix(seed ^ mix(person * 0x9e3779b97f4a7c15L) ^ mix(purpose + 0x632be59bd9b4e019L)));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  static String appOf(int person) {
    int group = person % 20;
    return group == 0 ? OFFICE : group <= 5 ? APP : WEB;
  }

  Person person(int number) {
    SplittableRandom random = random(number, -1);
    String app = appOf(number);
    // Arrivals double over the time; some were there before.
    int firstDay =
        random.nextInt(10) < 3
            ? random.nextInt(7)
            : (int) (DAYS * (Math.sqrt(1 + 3 * random.nextDouble()) - 1));
    int signupDay =
        random.nextInt(10) < 6 ? firstDay + (int) (3 * -Math.log(1 - random.nextDouble())) : DAYS;
    double keenness = Math.min(0.9, 0.1 / Math.pow(1 - random.nextDouble() * 0.99, 0.6));
    String plan = random.nextInt(20) == 0 ? "team" : random.nextInt(5) == 0 ? "pro" : "free";
    String country = COUNTRIES.get(random.nextInt(COUNTRIES.size()));
    String locale = LOCALES.get(random.nextInt(LOCALES.size()));
    return new Person(
        number,
        app,
        firstDay,
        signupDay,
        keenness,
        plan,
        client(app, locale, country, random),
        client(app, locale, country, random));
  }

  private static Client client(String app, String locale, String country, SplittableRandom random) {
    if (app.equals(APP)) {
      boolean ios = random.nextInt(5) < 2;
      return new Client(
          ios ? "ios" : "android",
          ios ? "18." + random.nextInt(3) : Integer.toString(12 + random.nextInt(4)),
          "4." + random.nextInt(6) + ".0",
          locale,
          country,
          "");
    }
    String agent = AGENTS.get(Math.min(random.nextInt(6), AGENTS.size() - 1));
    return new Client(app.equals(OFFICE) ? "backend" : "web", "", "", locale, country, agent);
  }

  /** Whether somebody visits on a day that is not before the first one. */
  boolean visits(Person person, int day) {
    if (day == person.firstDay() || day == person.signupDay()) {
      return true;
    }
    double busy = WEEKDAYS[FIRST_DAY.plusDays(day).getDayOfWeek().getValue() - 1];
    double chance = person.keenness() * busy / (1 + 0.02 * (day - person.firstDay()));
    return random(person.number(), 1_000 + day).nextDouble() < chance;
  }
}
