package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Filter;
import io.causality.portal.ask.read.Intent.Fold;
import io.causality.portal.ask.read.Intent.Interval;
import io.causality.portal.ask.read.Intent.Op;
import io.causality.portal.ask.read.Intent.Rank;
import io.causality.portal.ask.read.Reading.Reason;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of a question while it is read, and how patterns take words out of it. */
abstract class Draft {
  static final String FILL =
      "(?:(?:the|a|an|our|all|of|in|on|for|to|by|was|were|is|are|did|do|does|have|has|had|that|who|which|been|there|any|we|they|their|with|from|at|us|get|got|see)"
          + " )*";

  static final String PEOPLE =
      "(?:users?|people|persons?|visitors?|customers?|buyers?|members?|accounts?|clients?|shoppers?|humans?)";

  static final String MOST =
      "(most|highest|largest|biggest|greatest|best|top|least|fewest|lowest|smallest|worst|bottom|rarest)";

  static final Set<String> ASCENDING =
      Set.of("least", "fewest", "lowest", "smallest", "worst", "bottom", "rarest");

  /** What an amount of money is called. */
  static final String AMOUNT =
      "(?:order |purchase |sales? |basket |cart )?(?:values?|size|amounts?)";

  static final String UNIT = "(hour|day|week|month)";

  static final Map<String, Interval> INTERVALS =
      Map.of(
          "hour", Interval.HOUR,
          "day", Interval.DAY,
          "week", Interval.WEEK,
          "month", Interval.MONTH,
          "hourly", Interval.HOUR,
          "daily", Interval.DAY,
          "weekly", Interval.WEEK,
          "monthly", Interval.MONTH);

  static final List<String> MONEY =
      List.of(
          "total_cents",
          "revenue",
          "amount",
          "total",
          "total_price",
          "price",
          "value",
          "price_cents");

  static final Property EVENT_NAME =
      new Property("event_name", Owner.EVENT, Kind.TEXT, 0, List.of(), false);

  static final String BACK =
      "(?:come back|came back|comes back|coming back|return|returned|returns)";
  static final int MOST_CHOICES = 6;
  static final int DEFAULT_TOP = 10;
  static final int DEFAULT_WINDOW_DAYS = 14;
  final Sentence sentence;
  final String question;
  final Vocabulary vocabulary;
  final NameFinder finder;
  final Calendar calendar;

  final List<String> notes = new ArrayList<>();
  boolean certain = true;
  @Nullable Range range;
  @Nullable Range compared;
  @Nullable Interval interval;
  @Nullable Fold fold;
  Rank rank = Rank.ALL;
  boolean perPeriod;
  boolean percentChange;
  boolean segments;

  final List<RawFilter> rawFilters = new ArrayList<>();

  final List<Name.OfProperty> rawKeys = new ArrayList<>();

  /** Properties that must not be set. */
  final List<Name.OfProperty> rawUnset = new ArrayList<>();

  /** Conditions on what was paid, whose property the event says. */
  final List<RawMoney> rawMoney = new ArrayList<>();

  final List<Filter> filters = new ArrayList<>();
  boolean byEvent;

  /** "Over 30 euros". */
  record RawMoney(String than, String number, String unit) {}

  /** A filter whose property is not chosen yet. */
  record RawFilter(List<Name.OfValue> values, Op op) {}

  Draft(
      Sentence sentence,
      String question,
      Vocabulary vocabulary,
      NameFinder finder,
      Calendar calendar) {
    this.sentence = sentence;
    this.question = question;
    this.vocabulary = vocabulary;
    this.finder = finder;
    this.calendar = calendar;
    notes.addAll(sentence.notes());
  }

  Name.OfProperty property(String index) {
    return (Name.OfProperty) sentence.name(Integer.parseInt(index));
  }

  static int number(String word) {
    List<String> words =
        List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
    return words.contains(word) ? words.indexOf(word) : Integer.parseInt(word);
  }

  DeclinedException notUnderstood() {
    List<String> unrecorded =
        Stream.of(sentence.text().strip().split(" +", -1))
            .filter(Lexicon.UNRECORDED::contains)
            .toList();
    if (!unrecorded.isEmpty()) {
      return new DeclinedException(
          Reason.NO_DATA,
          "Nothing is recorded about \"" + String.join("\", \"", unrecorded) + "\".");
    }
    return new DeclinedException(
        Reason.NOT_UNDERSTOOD,
        "I could not tell what is asked. Name an event, what to count, and a time.");
  }

  /** Takes a pattern wherever it fits. */
  void each(String pattern, Consumer<Matcher> then) {
    Optional<Matcher> found = take(pattern);
    while (found.isPresent()) {
      then.accept(found.get());
      found = take(pattern);
    }
  }

  void note(String text) {
    notes.add(text);
  }

  Optional<Matcher> take(String pattern) {
    return sentence.take(pattern);
  }
}
