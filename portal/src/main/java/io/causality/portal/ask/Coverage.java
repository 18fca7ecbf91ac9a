package io.causality.portal.ask;

import io.causality.portal.ask.read.Calendar;
import io.causality.portal.ask.read.Range;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a range there can be data for. Pure. */
final class Coverage {
  private final Instant first;
  private final Instant last;
  private final Calendar calendar;

  /**
   * @param first time of the app's first event
   * @param last of its last one
   */
  Coverage(Instant first, Instant last, Calendar calendar) {
    this.first = first;
    this.last = last;
    this.calendar = calendar;
  }

  /** Nothing of the range can have data. */
  static final class OutsideException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutsideException(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * The range as it can be answered.
   *
   * @param asked null for all that is recorded
   * @param notes takes a sentence on what is missing
   */
  Range of(@Nullable Range asked, List<String> notes) {
    if (first.isAfter(calendar.now())) {
      throw new OutsideException("The first event of this app is of " + day(first) + ".");
    }
    if (asked == null || asked.equals(Range.everything())) {
      Range all = everything();
      if (asked == null) {
        notes.add(
            "No time range was named: all events were counted, from "
                + day(all.from())
                + " to "
                + day(all.to())
                + ".");
      }
      return all;
    }
    Range open =
        asked.from().equals(Instant.EPOCH)
            ? new Range(local(first), asked.last(), everything().from(), asked.to())
            : asked;
    Optional<Range> past = open.until(calendar.now());
    if (past.isEmpty()) {
      throw new OutsideException("That is in the future, of which nothing is recorded.");
    }
    Range range = past.get();
    if (range.to().isBefore(first)) {
      throw new OutsideException("The first event of this app is of " + day(first) + ".");
    }
    if (range.from().isAfter(last)) {
      throw new OutsideException("The last event of this app is of " + day(last) + ".");
    }
    if (local(range.from()).isBefore(local(first))) {
      notes.add("The first event of this app is of " + day(first) + ": there is nothing before.");
    }
    if (local(range.to()).isAfter(local(last))) {
      notes.add("The last event of this app is of " + day(last) + ": there is nothing after.");
    }
    return range;
  }

  /** The other range of a comparison; where it has no data, the notes say so. */
  Range compared(Range asked, List<String> notes) {
    try {
      return of(asked, notes);
    } catch (OutsideException e) {
      notes.add("The other range has no data. " + e.getMessage());
      return asked;
    }
  }

  private Range everything() {
    LocalDate end = local(last.isAfter(calendar.now()) ? calendar.now() : last);
    return Range.days(local(first), end, calendar.zone()).until(calendar.now()).orElseThrow();
  }

  private LocalDate local(Instant instant) {
    return instant.atZone(calendar.zone()).toLocalDate();
  }

  private String day(Instant instant) {
    return local(instant).toString();
  }
}
