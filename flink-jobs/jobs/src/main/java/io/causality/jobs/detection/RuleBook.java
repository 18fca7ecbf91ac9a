package io.causality.jobs.detection;

import io.causality.rules.evaluate.Evaluation;
import io.causality.rules.evaluate.Router;
import io.causality.rules.model.BadRuleException;
import io.causality.rules.model.PublishedRule;
import io.causality.rules.model.RuleReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules as one task knows them. Not thread-safe. */
final class RuleBook {
  private static final int MAX_REASON = 500;

  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Evaluation> running = new HashMap<>();
  private @Nullable Router router;

  /**
   * A rule.
   *
   * @param message that made it what it is
   * @param evaluation null unless it runs
   * @param version 0 where it is unknown
   * @param state as in {@link RuleReport}
   * @param reason empty where there is none
   */
  record Entry(
      RuleMessage message,
      @Nullable Evaluation evaluation,
      int version,
      String state,
      String reason) {}

  /**
   * What a message changes.
   *
   * @param before null where the rule was not known
   */
  record Step(@Nullable Entry before, Entry after) {
    /** The evaluation that ends; null where none does. */
    @Nullable Evaluation ended() {
      Evaluation old = before == null ? null : before.evaluation();
      Evaluation now = after.evaluation();
      return old != null && (now == null || !now.id().equals(old.id())) ? old : null;
    }

    /** The evaluation that begins; null where none does. */
    @Nullable Evaluation begun() {
      Evaluation old = before == null ? null : before.evaluation();
      Evaluation now = after.evaluation();
      return now != null && (old == null || !now.id().equals(old.id())) ? now : null;
    }
  }

  /** Takes a message; null when a later one of the same rule is known, or this one. */
  @Nullable Step take(RuleMessage message) {
    Entry before = entries.get(message.subject());
    if (before != null && before.message().sequence() >= message.sequence()) {
      return null;
    }
    return set(before, read(message));
  }

  /** The rule rests until its next version; null when it has one already. */
  @Nullable Step fail(String subject, long sequence, String reason) {
    Entry before = entries.get(subject);
    if (before == null || before.message().sequence() != sequence || before.evaluation() == null) {
      return null;
    }
    return set(
        before,
        new Entry(before.message(), null, before.version(), RuleReport.FAILED, shortened(reason)));
  }

  private Step set(@Nullable Entry before, Entry after) {
    Step step = new Step(before, after);
    // Deletions stay known, so that an older message cannot bring the rule back.
    entries.put(after.message().subject(), after);
    Evaluation ended = before == null ? null : before.evaluation();
    if (ended != null) {
      running.remove(ended.id());
    }
    if (after.evaluation() != null) {
      running.put(after.evaluation().id(), after.evaluation());
    }
    router = null;
    return step;
  }

  private static Entry read(RuleMessage message) {
    if (message.deleted()) {
      return new Entry(message, null, 0, RuleReport.DELETED, "");
    }
    try {
      PublishedRule published = RuleReader.readPublished(message.data());
      if (!published.app().equals(message.app()) || !published.id().equals(message.rule())) {
        return invalid(message, "names the rule " + published.app() + "." + published.id());
      }
      boolean enabled = published.rule().enabled();
      return new Entry(
          message,
          enabled ? new Evaluation(published) : null,
          published.version(),
          enabled ? RuleReport.RUNNING : RuleReport.DISABLED,
          "");
    } catch (BadRuleException | RuntimeException e) {
      return invalid(message, e instanceof BadRuleException ? e.getMessage() : e.toString());
    }
  }

  private static Entry invalid(RuleMessage message, @Nullable String reason) {
    return new Entry(message, null, 0, RuleReport.INVALID, shortened(String.valueOf(reason)));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "…";
  }

  /** Finds what runs for an event. */
  Router router() {
    Router made = router;
    if (made == null) {
      made = Router.of(running.values());
      router = made;
    }
    return made;
  }

  /** What runs under that id; null where nothing does. */
  @Nullable Evaluation running(String evaluationId) {
    return running.get(evaluationId);
  }

  /** How many rules run. */
  int runningCount() {
    return running.size();
  }

  /** What runs. */
  List<Evaluation> running() {
    return new ArrayList<>(running.values());
  }

  /** Apps in which a rule runs. */
  Set<String> apps() {
    Set<String> apps = new HashSet<>();
    running.values().forEach(evaluation -> apps.add(evaluation.rule().app()));
    return apps;
  }

  /** The rule to which an evaluation belongs; null where it is unknown. */
  @Nullable Entry entry(String subject) {
    return entries.get(subject);
  }

  /** The messages of all rules. */
  List<RuleMessage> messages() {
    return entries.values().stream().map(Entry::message).toList();
  }
}
