package io.causality.portal.ask.read;

import java.util.Optional;
import java.util.function.Supplier;

/** Decides whether a question leans on the one before it. For one question, one thread. */
final class FollowUp {
  private static final String CUE =
      "(?s)\\s*(and|now|ok|okay|so|then|what about|how"
          + " about|same|just|only|instead|but|also|for|by|per|in|on|with|without|excluding|not|vs|versus|compared|split|break|as|over|top)\\b.*";

  private final Supplier<Parser> parsers;

  /**
   * @param parsers a new parser of the question each time
   */
  FollowUp(Supplier<Parser> parsers) {
    this.parsers = parsers;
  }

  /** What the question means after another. */
  Reading read(String question, Intent before) {
    boolean cue = question.toLowerCase(java.util.Locale.ROOT).matches(CUE);
    if (cue) {
      Optional<Reading> followed = followed(before);
      return followed.orElseGet(this::alone);
    }
    Reading reading = alone();
    if (reading instanceof Reading.Understood understood && isBare(understood.intent())) {
      return followed(before).orElse(reading);
    }
    boolean lost =
        reading instanceof Reading.Declined declined
            && declined.reason() == Reading.Reason.NOT_UNDERSTOOD;
    return lost ? followed(before).orElse(reading) : reading;
  }

  /** "How many people?" names nothing: it is asked of what was asked before. */
  private static boolean isBare(Intent intent) {
    return intent.subject() instanceof Intent.Counting counting
        && counting.measure().event() == null
        && intent.range() == null
        && intent.filters().isEmpty()
        && intent.keys().isEmpty()
        && intent.interval() == null
        && intent.fold() == null;
  }

  private Optional<Reading> followed(Intent before) {
    try {
      Parser parser = parsers.get();
      return parser
          .followUp(before)
          .map(intent -> new Reading.Understood(intent, parser.notes(), parser.isCertain()));
    } catch (DeclinedException e) {
      return Optional.empty();
    }
  }

  private Reading alone() {
    try {
      return parsers.get().read();
    } catch (DeclinedException e) {
      return e.reading();
    }
  }
}
