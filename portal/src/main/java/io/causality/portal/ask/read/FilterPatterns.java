package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Filter;
import io.causality.portal.ask.read.Intent.Op;
import io.causality.portal.ask.read.Reading.Reason;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/** Reads conditions on values and numbers. */
abstract class FilterPatterns extends TimePatterns {
  FilterPatterns(
      Sentence sentence,
      String question,
      Vocabulary vocabulary,
      NameFinder finder,
      Calendar calendar) {
    super(sentence, question, vocabulary, finder, calendar);
  }

  void readFilters() {
    peopleOfFilters();
    segmentsThatDoMore();
    numericFilters();
    each(
        "(?:without|(?:with|had|have|having) no) (?:a |an |any |the )?P(\\d+)(?! V)",
        found -> {
          Name.OfProperty property = property(found.group(1));
          if (property.alternatives().stream().allMatch(one -> one.kind() == Kind.NUMBER)) {
            numericFilter(property, "=", "0");
          } else {
            rawUnset.add(property);
          }
        });
    each(
        "(\\d+(?:\\.\\d+)?) P(\\d+)(?= E\\d)",
        found -> {
          numericFilter(property(found.group(2)), "=", found.group(1));
        });
    String not =
        "(?:not|except|except for|excluding|without|other than|outside of|outside|apart"
            + " from|non|no)";
    each(
        "(?:(?:where|with|whose) )?(?:the )?(?:P\\d+ )?(?:(?:is|are|was|were|come|coming|do|does)"
            + " )?"
            + not
            + " (?:(?:paid|made|done|placed|bought|using|via|through) )*"
            + FILL
            + "(?:P\\d+ )?V(\\d+)(?: (?:or|and|nor) V(\\d+))?",
        found -> {
          addFilter(found, Op.IS_NOT);
        });
    boolean which = take("(?:are|is|do|did|were)(?: there)? more(?= " + PEOPLE + ")").isPresent();
    Optional<Matcher> versus =
        take(
            "(?:(?:compare|comparing|difference between|between) )?"
                + FILL
                + "(?:P\\d+ )?V(\\d+)(?: (?:users|people|traffic))? (?:vs|versus|against|compared"
                + " to|compared with|compares? (?:to|with)|than) "
                + FILL
                + "V(\\d+)(?: (?:vs|versus|or|and) V(\\d+))?");
    if (which && versus.isEmpty()) {
      versus = take("(?:using|on|from|in|with|via) " + FILL + "V(\\d+) or " + FILL + "V(\\d+)");
    }
    if (versus.isEmpty() && sentence.has("(?:compare|comparing|comparison|difference|differ)")) {
      versus = take(FILL + "V(\\d+) (?:and|with|to) " + FILL + "V(\\d+)(?: and V(\\d+))?");
    }
    if (versus.isPresent()) {
      addFilter(versus.get(), Op.IS);
      segments = true;
      take("(?:compare|comparing|comparison of|comparison|difference between|difference|differ)");
    }
    each(
        "(?:(?:where|with|whose|having|for|in|on|via|using|through|by|from|of|came|come|coming|comes|arrived|arriving|paid|made|done|placed|originating|living|based)"
            + " )*(?:the )?(?:P\\d+ (?:is |are |was |= |equals |of |equal to )?)?V(\\d+)(?:"
            + " (?:or|and) (?:in |from |on )?V(\\d+))?(?: (?:or|and) V(\\d+))?(?: P\\d+)?",
        found -> {
          addFilter(found, Op.IS);
        });
  }

  void addFilter(Matcher matcher, Op op) {
    List<Name.OfValue> values = new ArrayList<>();
    for (int group = 1; group <= matcher.groupCount(); group++) {
      String index = matcher.group(group);
      if (index != null && sentence.name(Integer.parseInt(index)) instanceof Name.OfValue value) {
        values.add(value);
      }
    }
    rawFilters.add(new RawFilter(values, op));
  }

  /** "Purchases of pro users" are purchases: whose they are is a filter. */
  void peopleOfFilters() {
    boolean more = true;
    while (more) {
      more =
          sentence.reduce(
              "((?:E\\d+|revenue|turnover|income|earnings) (?:made |placed |done"
                  + " )?(?:by|of|from|for) "
                  + FILL
                  + "(?:V\\d+ (?:(?:and|or|vs|versus) )?(?:the )?)+)"
                  + PEOPLE);
    }
  }

  /** "Do mobile users buy more than desktop users". */
  void segmentsThatDoMore() {
    Optional<Matcher> than =
        take(
            "V(\\d+)(?: "
                + PEOPLE
                + ")? (?=E\\d+ (?:more|less|fewer)(?: often)? than "
                + FILL
                + "V\\d+)");
    if (than.isEmpty()) {
      return;
    }
    Matcher other =
        take("(?:more|less|fewer)(?: often)? than " + FILL + "V(\\d+)(?: " + PEOPLE + ")?")
            .orElseThrow();
    List<Name.OfValue> values = new ArrayList<>();
    for (Matcher one : List.of(than.get(), other)) {
      values.add((Name.OfValue) sentence.name(Integer.parseInt(one.group(1))));
    }
    rawFilters.add(new RawFilter(values, Op.IS));
    segments = true;
    take("(?:do|does|did)");
    note("Events were counted, not events of each person.");
    certain = false;
  }

  void numericFilters() {
    String than =
        "(more than|greater than|larger than|higher than|over|above|at least|less than|fewer"
            + " than|lower than|under|below|at most|up to|exactly|equals?|equal to|>=|<=|>|<|=|of)";
    each(
        "(?:where|with|whose|having|and)? ?(?:a |an |the )?P(\\d+) (?:is |was |are |of )?"
            + than
            + " (\\d+(?:\\.\\d+)?)",
        found -> {
          numericFilter(property(found.group(1)), found.group(2), found.group(3));
        });
    each(
        "(?:where|with|whose|having|and)? ?(?:a |an |the )?P(\\d+) (?:is |was |are"
            + " )?(?:between|from) (\\d+(?:\\.\\d+)?) (?:and|to) (\\d+(?:\\.\\d+)?)",
        found -> {
          numericFilter(property(found.group(1)), "at least", found.group(2));
          numericFilter(property(found.group(1)), "at most", found.group(3));
        });
    each(
        "(?:that (?:are|were) |which (?:are|were) )?(?:worth |for |with a value of |of )?"
            + than
            + " (\\d+(?:\\.\\d+)?) (cents?|euros?|eur|dollars?|usd|francs?|chf|pounds?|gbp)",
        found -> {
          rawMoney.add(new RawMoney(found.group(1), found.group(2), found.group(3)));
        });
    each(
        "(?:with|having|of) ()(\\d+(?:\\.\\d+)?) P(\\d+)",
        found -> {
          numericFilter(property(found.group(3)), "=", found.group(2));
        });
    each(
        "(?:with|of|for)? ?" + than + " (\\d+(?:\\.\\d+)?) P(\\d+)",
        found -> {
          numericFilter(property(found.group(3)), found.group(1), found.group(2));
        });
  }

  static Op op(String than) {
    return switch (than) {
      case "more than", "greater than", "larger than", "higher than", "over", "above", ">" -> Op.GT;
      case "at least", ">=" -> Op.GTE;
      case "less than", "fewer than", "lower than", "under", "below", "<" -> Op.LT;
      case "at most", "up to", "<=" -> Op.LTE;
      default -> Op.IS;
    };
  }

  void numericFilter(Name.OfProperty property, String than, String number) {
    Property chosen =
        property.alternatives().stream()
            .filter(one -> one.kind() == Kind.NUMBER)
            .findFirst()
            .orElseThrow(
                () ->
                    new DeclinedException(
                        Reason.NOT_UNDERSTOOD,
                        "\"" + property.alternatives().getFirst().name() + "\" is no number."));
    filters.add(new Filter(chosen, op(than), List.of(number)));
  }
}
