package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Calculation;
import io.causality.portal.ask.read.Intent.Counting;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Reading.Declined;
import io.causality.portal.ask.read.Reading.Reason;
import io.causality.portal.ask.read.Reading.Understood;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads questions over the names of one app. Immutable, thread-safe. */
public final class Interpreter {
  private final Vocabulary vocabulary;
  private final NameFinder finder;
  private final Spelling spelling;

  public Interpreter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.finder = new NameFinder(vocabulary);
    this.spelling = new Spelling(vocabulary, finder);
  }

  /** What a question says; empty for a date that no calendar has. */
  public Optional<Wording> wording(String question, Calendar calendar) {
    try {
      return Optional.of(new Sentence(question, finder, spelling, calendar).wording());
    } catch (Dates.NoSuchDateException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a question.
   *
   * @param before what the question before it in the same thread meant; null where there is none
   */
  public Reading read(String question, Calendar calendar, @Nullable Intent before) {
    Optional<Declined> refused = Guard.refuse(question, vocabulary);
    if (refused.isPresent()) {
      return refused.get();
    }
    try {
      Supplier<Parser> parsers =
          () ->
              new Parser(
                  new Sentence(question, finder, spelling, calendar),
                  question,
                  vocabulary,
                  finder,
                  calendar);
      return before == null ? parsers.get().read() : new FollowUp(parsers).read(question, before);
    } catch (Dates.NoSuchDateException e) {
      return new Declined(
          Reason.NOT_UNDERSTOOD, "There is no such time: \"" + e.getMessage() + "\".");
    } catch (DeclinedException e) {
      return e.reading();
    }
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static Counting total(@Nullable String event) {
    return new Counting(Measure.of(event, Calculation.TOTAL));
  }

  static Understood understood(Intent intent, List<String> notes, boolean certain) {
    return new Understood(intent, notes, certain);
  }
}
