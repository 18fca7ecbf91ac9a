package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Calculation;
import io.causality.portal.ask.read.Intent.Counting;
import io.causality.portal.ask.read.Intent.Filter;
import io.causality.portal.ask.read.Intent.Measure;
import io.causality.portal.ask.read.Intent.Retention;
import io.causality.portal.ask.read.Intent.Subject;
import io.causality.portal.ask.read.Reading.Reason;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/** Turns one sentence into an intent, pattern by pattern. For one question, one thread. */
final class Parser extends CommercePatterns {
  Parser(
      Sentence sentence,
      String question,
      Vocabulary vocabulary,
      NameFinder finder,
      Calendar calendar) {
    super(sentence, question, vocabulary, finder, calendar);
  }

  Reading read() {
    refuseUnknownNames();
    if (sentence.has(
            "(?:tomorrow|(?:next|coming|upcoming) (?:day|week|month|quarter|year|weekend)s?)")
        && !sentence.has("(?:retention|retained|" + BACK + ")")) {
      throw new DeclinedException(
          Reason.NO_DATA, "That is in the future, of which nothing is recorded.");
    }
    refuseNotComputed();
    Optional<Matcher> why =
        take("(why|what caused|what explains|what drove|what is behind|reasons? for|explain)");
    times();
    if (why.isEmpty()) {
      upOrDown();
    }
    intervals();
    readFilters();
    ranks();
    readKeys();
    if (rank.isAll() && rawKeys.isEmpty() && why.isEmpty() && sentence.text().startsWith(" who ")) {
      throw new DeclinedException(
          Reason.NOT_UNDERSTOOD,
          "Ask counts people and does not list them. A click on the number of an insight lists who"
              + " is behind it.");
    }
    Subject subject = why.isPresent() ? explanation() : commerce().orElseGet(this::subject);
    List<String> events = events(subject);
    for (RawFilter raw : rawFilters) {
      filters.add(chosen(raw, events));
    }
    mergeFilters();
    for (Name.OfProperty raw : rawUnset) {
      filters.add(new Filter(chosen(raw, events), Intent.Op.IS_NOT_SET, List.of()));
    }
    for (RawMoney raw : rawMoney) {
      filters.add(paid(raw, events));
    }
    requireRecordedAllTheWay(subject, filters);
    List<Property> keys = new ArrayList<>();
    if (byEvent) {
      keys.add(EVENT_NAME);
    }
    for (Name.OfProperty raw : rawKeys) {
      keys.add(chosen(raw, events));
    }
    requireRead(
        !events.isEmpty()
            || (subject instanceof Counting any && any.measure().math() == Calculation.TOTAL));
    if (!rank.isAll()
        && keys.isEmpty()
        && interval == null
        && fold == null
        && (subject instanceof Counting || subject instanceof Intent.Ratio)) {
      throw notUnderstood();
    }
    if (!rank.isAll() && subject instanceof Retention) {
      // The best of a table of periods: the question does not say of which.
      throw notUnderstood();
    }
    if (!rank.isAll() && compared != null) {
      // By the number or by its change: the question does not say.
      throw notUnderstood();
    }
    Intent intent =
        new Intent(subject, filters, keys, interval, fold, rank, perPeriod, range, compared);
    if (percentChange && intent.subject() instanceof Counting counting && compared != null) {
      intent = intent.about(new Intent.Change(counting.measure()));
    }
    return Interpreter.understood(intent, notes, certain);
  }

  /**
   * Reads what leans on the question before it; empty when not all of it can be read so.
   *
   * <p>What is named replaces what was meant: a range the range, keys the keys, a filter the one of
   * the same property, an event the event.
   */
  Optional<Intent> followUp(Intent before) {
    take("(?:and|now|ok|okay|so|then|also|what about|how about|same|just|only|instead)+");
    range = before.range();
    times();
    boolean sameTime = sentence.ranges() == 0 && compared == null;
    intervals();
    readFilters();
    ranks();
    readKeys();
    List<Name.OfEvent> events = eventsInOrder();
    Subject subject = before.subject();
    if (!events.isEmpty()) {
      Optional<Subject> other =
          events.size() == 1 ? withEvent(subject, single(events)) : Optional.empty();
      if (other.isEmpty()) {
        return Optional.empty();
      }
      subject = other.get();
    }
    if (subject instanceof Counting counting) {
      subject = new Counting(counted(counting.measure()));
    }
    List<String> named = events(subject);
    List<Filter> own = new ArrayList<>(filters);
    boolean lists = segments;
    for (RawFilter raw : rawFilters) {
      own.add(chosen(raw, named));
    }
    List<Property> keys = new ArrayList<>();
    if (byEvent) {
      keys.add(EVENT_NAME);
    }
    for (Name.OfProperty raw : rawKeys) {
      keys.add(chosen(raw, named));
    }
    while (take("(?:and|now|ok|okay|so|then|also|what about|how"
            + " about|same|just|only|instead|it|that|this|split|break|down|again|please|the|thing|question)")
        .isPresent()) {
      // They say that the rest stays.
    }
    if (!sentence.unread(!named.isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    boolean changed =
        !sameTime
            || interval != null
            || fold != null
            || !rank.isAll()
            || !own.isEmpty()
            || !keys.isEmpty()
            || lists
            || !subject.equals(before.subject());
    if (!changed) {
      return Optional.empty();
    }
    List<Filter> all = new ArrayList<>(before.filters());
    requireRecordedAllTheWay(subject, own);
    for (Filter filter : own) {
      all.removeIf(known -> known.property().equals(filter.property()));
      all.add(filter);
    }
    boolean newGrain = interval != null || fold != null;
    return Optional.of(
        new Intent(
            subject,
            all,
            keys.isEmpty() ? before.keys() : keys,
            newGrain ? interval : before.interval(),
            newGrain ? fold : before.fold(),
            rank.isAll() && keys.isEmpty() ? before.rank() : rank,
            newGrain ? perPeriod : before.perPeriod(),
            range,
            sameTime
                ? before.compared()
                : before.compared() != null && compared == null && range != null
                    ? calendar.before(range)
                    : compared));
  }

  /** "US, UK and France": no event has two of them, so any of them fits. */
  private void mergeFilters() {
    List<Filter> merged = new ArrayList<>();
    for (Filter filter : filters) {
      int same = -1;
      for (int i = 0; i < merged.size(); i++) {
        Filter other = merged.get(i);
        if (filter.op() == Intent.Op.IS
            && other.op() == Intent.Op.IS
            && other.property().equals(filter.property())) {
          same = i;
        }
      }
      if (same < 0) {
        merged.add(filter);
      } else {
        List<String> values = new ArrayList<>(merged.get(same).values());
        values.addAll(filter.values());
        merged.set(
            same, new Filter(filter.property(), Intent.Op.IS, values.stream().distinct().toList()));
      }
    }
    filters.clear();
    filters.addAll(merged);
  }

  /** "Over 30 euros": cents where the event says cents. */
  private Filter paid(RawMoney raw, List<String> events) {
    if (events.size() != 1) {
      throw notUnderstood();
    }
    Property property = money(events.getFirst());
    boolean inCents = property.name().contains("cent");
    java.math.BigDecimal number = new java.math.BigDecimal(raw.number());
    if (raw.unit().startsWith("cent") != inCents) {
      number = inCents ? number.movePointRight(2) : number.movePointLeft(2);
    }
    note("What was paid was read from " + property.name() + ".");
    return new Filter(
        property, op(raw.than()), List.of(number.stripTrailingZeros().toPlainString()));
  }

  Measure counted(Measure measure) {
    if (take("(?:how many )?(?:unique |different )?" + PEOPLE).isPresent()) {
      return new Measure(measure.event(), Calculation.PEOPLE, null, measure.filters());
    }
    if (take("(?:how many )?sessions?").isPresent()) {
      return new Measure(measure.event(), Calculation.SESSIONS, null, measure.filters());
    }
    if (take("(?:how many times|total(?: number)?|number of events)").isPresent()) {
      return new Measure(measure.event(), Calculation.TOTAL, null, measure.filters());
    }
    return measure;
  }

  static Optional<Subject> withEvent(Subject subject, String event) {
    return switch (subject) {
      case Counting(Measure measure) when measure.property() == null ->
          Optional.of(new Counting(new Measure(event, measure.math(), null, measure.filters())));
      case Intent.Retention retention ->
          Optional.of(
              new Retention(
                  event,
                  retention.returning(),
                  retention.period(),
                  retention.cell(),
                  retention.people()));
      case Intent.Neighbours neighbours ->
          Optional.of(new Intent.Neighbours(event, neighbours.before(), neighbours.pages()));
      default -> Optional.empty();
    };
  }

  List<String> notes() {
    return notes;
  }

  boolean isCertain() {
    return certain;
  }

  void refuseUnknownNames() {
    if (sentence.has("U(\\d+)")) {
      Matcher unknown = sentence.take("U(\\d+)").orElseThrow();
      String phrase = sentence.name(Integer.parseInt(unknown.group(1))).phrase();
      throw new DeclinedException(
          Reason.UNKNOWN_NAME,
          "This app has no name \""
              + phrase
              + "\"."
              + finder
                  .nearest(phrase)
                  .map(near -> " The nearest one is \"" + near + "\".")
                  .orElse(""));
    }
  }

  void requireRead(boolean withEvent) {
    List<String> unread = sentence.unread(withEvent);
    unread.remove("how");
    if (unread.isEmpty()) {
      return;
    }
    List<String> names =
        unread.stream()
            .map(
                word ->
                    word.matches("[EPVD]\\d+")
                        ? word.startsWith("D")
                            ? sentence.rangeText(Integer.parseInt(word.substring(1)))
                            : sentence.name(Integer.parseInt(word.substring(1))).phrase()
                        : word)
            .toList();
    List<String> unrecorded = names.stream().filter(Lexicon.UNRECORDED::contains).toList();
    if (!unrecorded.isEmpty()) {
      throw new DeclinedException(
          Reason.NO_DATA,
          "Nothing is recorded about \"" + String.join("\", \"", unrecorded) + "\".");
    }
    if (names.size() == 1) {
      whichEvent(names.getFirst());
    }
    throw new DeclinedException(
        Reason.NOT_UNDERSTOOD, "I could not read \"" + String.join("\", \"", names) + "\".");
  }
}
