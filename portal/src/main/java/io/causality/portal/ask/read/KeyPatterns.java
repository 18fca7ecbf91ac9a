package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Intent.Rank;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Reads what is told apart, and which rows of it are asked for. */
abstract class KeyPatterns extends FilterPatterns {
  KeyPatterns(
      Sentence sentence,
      String question,
      Vocabulary vocabulary,
      NameFinder finder,
      Calendar calendar) {
    super(sentence, question, vocabulary, finder, calendar);
  }

  void ranks() {
    Optional<Matcher> top =
        take(
            "(top|bottom|best|worst|first|last)"
                + " (\\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?!"
                + " (?:day|week|month|hour)s?)");
    if (top.isPresent()) {
      rank =
          new Rank(
              number(top.get().group(2)),
              ASCENDING.contains(top.get().group(1)) || top.get().group(1).equals("last"));
    } else {
      top =
          take(
              "(\\d+|two|three|four|five|six|seven|eight|nine|ten)"
                  + " (most|least|biggest|largest|best|top|highest|fewest|worst|smallest)(?:"
                  + " (?:popular|common|frequent|frequently|often|used|important))?");
      if (top.isPresent()) {
        rank = new Rank(number(top.get().group(1)), ASCENDING.contains(top.get().group(2)));
      }
    }
    if (top.isPresent() && sentence.has("(?:event|events|event types?)")) {
      take("(?:event types?|events?|actions?)");
      byEvent = true;
    }
    if (top.isPresent()) {
      return;
    }
    boolean which =
        sentence.has(
                "(?:which|what) (?:is |are |was |were )?(?:the"
                    + " )?(?:P\\d+|event|events|action|actions)")
            || sentence.has("who");
    Optional<Matcher> most =
        take(
            "(?<!at )(?:the )?"
                + MOST
                + "(?! (?:E\\d+ )?(?:order |purchase |sales? |basket |cart"
                + " )?(?:value|amount|size)s?(?: |$))(?:"
                + " (?:popular|common|frequent|frequently|often|used|important|number of|amount"
                + " of|share of))?");
    Optional<Matcher> many =
        most.isPresent()
            ? take(
                "(\\d+|two|three|four|five|six|seven|eight|nine|ten)(?= (?:P\\d|events|actions))")
            : Optional.empty();
    if (many.isPresent()) {
      rank = new Rank(number(many.get().group(1)), ASCENDING.contains(most.get().group(1)));
      if (sentence.has("(?:which |what )?(?:events|actions)") && !sentence.has("E\\d+")) {
        take("(?:which |what )?(?:events|actions)");
        byEvent = true;
      }
      return;
    }
    if (most.isPresent()) {
      boolean ascending = ASCENDING.contains(most.get().group(1));
      boolean plural = isPluralRank(most.get().group(1));
      rank = new Rank(plural ? DEFAULT_TOP : 1, ascending);
      if (plural) {
        note("No number was named: the first " + DEFAULT_TOP + ".");
      }
      if (sentence.has("(?:which|what|most|the)? ?(?:event|events|action|actions)")
          && !sentence.has("E\\d+")
          && !sentence.has("P\\d+")) {
        take("(?:which |what )?(?:is |are |was |were )?(?:event types?|events?|actions?)");
        byEvent = true;
      }
    } else if (take("(?:more|less|fewer) often").isPresent()
        || (which && take("(?:more|fewer|higher|lower)(?! than)").isPresent())) {
      rank = new Rank(1, false);
    } else if (which && take("(?:dominates|leads|wins|dominate)").isPresent()) {
      rank = new Rank(1, false);
    }
    if (rank.isAll() && interval == null && take("(?:popular|common|rarest)").isPresent()) {
      rank = new Rank(1, false);
    }
  }

  /** "What are the most used browsers" asks for some, "which browser is used most" for one. */
  boolean isPluralRank(String word) {
    if (interval != null || fold != null) {
      return false;
    }
    Matcher property = java.util.regex.Pattern.compile(" P(\\d+) ").matcher(sentence.text());
    boolean plural =
        property.find()
            && property(property.group(1)).phrase().toLowerCase(Locale.ROOT).matches(".*[^s]s");
    boolean are =
        question.toLowerCase(Locale.ROOT).matches("(?s).*\\b(what|which) are\\b.*")
            || question
                .toLowerCase(Locale.ROOT)
                .strip()
                .matches("(?s)(show|list|give|top|most|best|least).*");
    return plural && (are || word.equals("top"));
  }

  void readKeys() {
    String by =
        "(?:distributed (?:across|over|among|by)|spread (?:across|over)|divided by|broken down"
            + " by|break down by|broken up by|split by|grouped by|group by|segmented by|breakdown"
            + " by|break it down by|by|per|for each|for every|in each|in every|across|each|every|of"
            + " each|from each|on each|by each|with each|for all|for the different|across all)";
    Optional<Matcher> keys =
        take(
            by
                + " (?:of )?(?:the )?(?:different |individual |various )?P(\\d+)(?: (?:and|and"
                + " by|and per|by|per|x|&|then by|/) (?:the )?P(\\d+))?");
    if (keys.isPresent()) {
      addKey(keys.get().group(1));
      addKey(keys.get().group(2));
      take("(?:breakdown|break down|distribution|split|broken down) ?(?:of)?");
    } else {
      keys =
          take("P(\\d+) (?:breakdown|distribution|split|mix)(?: of)?")
              .or(() -> take("(?:distribution|breakdown|split|mix) of " + FILL + "P(\\d+)"));
      keys.ifPresent(found -> addKey(found.group(1)));
    }
    boolean anyEvent = !sentence.has("E\\d+");
    if (take("(?:by|per|for each) (?:event|event type|event name|action)").isPresent()
        || (anyEvent
            && rank.isAll()
            && take("(?:which|what|list(?: all)?(?: the)?) (?:events|event types|actions)(?= )")
                .isPresent())) {
      byEvent = true;
    }
    if (rank.isAll() && rawKeys.isEmpty()) {
      return;
    }
    if (rawKeys.isEmpty() && interval == null && fold == null && !byEvent) {
      Optional<Matcher> winner =
          take(
              "(?:(?:which|what|of which|in which|from which|on which|for which|with which|through"
                  + " which|via which) )?(?:is |are |was |were )?(?:the )?P(\\d+)");
      if (winner.isPresent()) {
        addKey(winner.get().group(1));
      } else {
        keyInsideEvent();
      }
    }
  }

  void addKey(@Nullable String index) {
    if (index != null && sentence.name(Integer.parseInt(index)) instanceof Name.OfProperty key) {
      rawKeys.add(key);
    }
  }

  /** "The most viewed product": the last word of the event's phrase is what is ranked. */
  void keyInsideEvent() {
    Matcher event = java.util.regex.Pattern.compile(" E(\\d+) ").matcher(sentence.text());
    if (!event.find()) {
      return;
    }
    String phrase = sentence.name(Integer.parseInt(event.group(1))).phrase();
    List<Words.Token> tokens = Words.tokens(phrase);
    for (Words.Token token : List.of(tokens.getLast(), tokens.getFirst())) {
      Optional<Name.OfProperty> key = finder.property(List.of(token));
      if (key.isPresent() && tokens.size() > 1) {
        if (rank.most() == 1 && token.word().endsWith("s") && !token.word().endsWith("ss")) {
          rank = new Rank(DEFAULT_TOP, rank.ascending());
          note("No number was named: the first " + DEFAULT_TOP + ".");
        }
        rawKeys.add(key.get());
        return;
      }
    }
  }
}
