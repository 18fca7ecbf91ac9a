package io.causality.rules.evaluate;

import com.google.protobuf.InvalidProtocolBufferException;
import io.causality.proto.v1.DetectionState;
import io.causality.proto.v1.Signal;
import io.causality.rules.event.RuleEvent;
import io.causality.rules.model.Kind;
import io.causality.rules.model.Mute;
import io.causality.rules.model.Pattern;
import io.causality.rules.model.PublishedRule;
import io.causality.rules.model.Rule;
import io.causality.rules.model.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A version of a rule, ready to run. Two steps, which may run in different places: {@link #signal}
 * takes from an event what the rule needs of it, {@link #onSignal} and {@link #onTimer} bring the
 * signals of one scope key together.
 *
 * <p>There is no clock inside: the driver hands in the watermark, which is the greatest event time
 * that it has seen less 1 ms (all events up to it are taken to be there); while no events come the
 * driver lets it follow the clock. A rule takes its own lateness off it. Signals may come in any
 * order: those inside the lateness give the same alerts, with the same ids, as in order.
 *
 * <p>Immutable and thread-safe; the states are not.
 */
public final class Evaluation {
  /** Signals of one scope key that may wait; with more the first is evaluated before its time. */
  private static final int MAX_HELD = 50_000;

  private final PublishedRule published;
  private final Rule rule;
  private final List<EventPattern> patterns;
  private final Slots slots = new Slots();
  private final Measured measured;

  /** Events of these names matter even where they fit no pattern; null: of every name. */
  private final @Nullable Set<String> strictNames;

  private final Function<DetectionState, KindState> states;
  private final boolean inOrder;
  private final long latenessMs;
  private final long cooldownMs;

  /** Compiles a rule; a disabled one is compiled as well. */
  public Evaluation(PublishedRule published) {
    this.published = published;
    this.rule = published.rule();
    this.patterns = compile(rule.when(), slots);
    this.measured = Measured.of(rule.when());
    this.strictNames = strictNames(rule.when());
    this.states = Kinds.states(rule, patterns, slots);
    this.inOrder = Kinds.inOrder(rule);
    this.latenessMs = rule.latenessS() * 1000L;
    this.cooldownMs = rule.cooldownS() * 1000L;
  }

  private static List<EventPattern> compile(Kind kind, Slots slots) {
    Map<String, Integer> steps = new HashMap<>();
    if (kind instanceof Kind.Sequence sequence) {
      for (int i = 0; i < sequence.steps().size(); i++) {
        steps.put(sequence.steps().get(i).name(), i);
      }
    }
    List<EventPattern> compiled = new ArrayList<>();
    List<Pattern> patterns = kind.patterns();
    for (int i = 0; i < patterns.size(); i++) {
      compiled.add(EventPattern.of(patterns.get(i), i, steps, slots));
    }
    return List.copyOf(compiled);
  }

  private static @Nullable Set<String> strictNames(Kind kind) {
    Set<String> names = new HashSet<>();
    if (kind instanceof Kind.Sequence sequence && sequence.strict()) {
      for (Kind.Step step : sequence.steps()) {
        String name = step.pattern().event();
        if (name == null) {
          return null;
        }
        names.add(name);
      }
    }
    return Set.copyOf(names);
  }

  /** The version of the rule. */
  public PublishedRule rule() {
    return published;
  }

  /** {@code app/rule@version}. */
  public String id() {
    return published.evaluationId();
  }

  /** Names of the events that it looks at; empty: events of every name. */
  public Optional<Set<String>> eventNames() {
    Set<String> names = new HashSet<>();
    for (EventPattern pattern : patterns) {
      if (pattern.event() == null) {
        return Optional.empty();
      }
      names.add(pattern.event());
    }
    return Optional.of(Set.copyOf(names));
  }

  /** Names of the lake's columns that it reads: what the row of a {@code LakeEvent} must have. */
  public Set<String> columns() {
    return RuleColumns.of(rule);
  }

  /**
   * The key under which events come together: the person, device or value of a property, empty text
   * for the app; null when the event has none and does not concern the rule.
   */
  public @Nullable String scopeKey(RuleEvent event) {
    if (rule.scope() instanceof Scope.App) {
      return "";
    }
    String key = ScopeKeys.of(rule.scope(), event);
    return key == null || key.isEmpty() ? null : key;
  }

  /**
   * What the rule needs of an event of its app; null when it does not concern the rule. Depends on
   * the event alone.
   */
  public @Nullable Signal signal(RuleEvent event) {
    int fits = 0;
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).fits(event)) {
        fits |= 1 << i;
      }
    }
    if (fits == 0 && strictNames != null && !strictNames.contains(event.name())) {
      return null;
    }
    Signal.Builder signal = Signal.newBuilder();
    if (!measured.fill(event, signal)) {
      return null;
    }
    slots.fill(event, fits, signal);
    return signal
        .setTimeMs(event.timeMs())
        .setStreamSeq(event.streamSeq())
        .setEventId(event.eventId())
        .setEventName(event.name())
        .setPersonId(event.personId())
        .setDeviceId(event.deviceId())
        .setPatterns(fits)
        .build();
  }

  /**
   * Whether the rule runs without events: then the driver calls {@link #onStart} once, for the
   * scope key {@code ""}, when the rule begins to run.
   */
  public boolean startsAlone() {
    return rule.scope() instanceof Scope.App;
  }

  /** The state of a scope key that was not seen yet. */
  public KeyState newState() {
    DetectionState empty = DetectionState.getDefaultInstance();
    return new KeyState(states.apply(empty), empty);
  }

  /**
   * Reads a state of this version of the rule.
   *
   * @throws IllegalArgumentException when the bytes are none
   */
  public KeyState readState(byte[] bytes) {
    try {
      DetectionState state = DetectionState.parseFrom(bytes);
      return new KeyState(states.apply(state), state);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no state of " + id(), e);
    }
  }

  /**
   * The rule begins to run; see {@link #startsAlone}.
   *
   * @param startMs event time from which on all events are seen
   */
  public void onStart(KeyState state, long startMs, long watermarkMs, Output output) {
    state.kind.start(startMs);
    onTimer("", state, watermarkMs, output);
  }

  /**
   * Takes a signal.
   *
   * @param scopeKey the one to which {@code state} belongs
   * @param watermarkMs {@code Long.MIN_VALUE} while there is none
   */
  public void onSignal(
      String scopeKey, KeyState state, Signal signal, long watermarkMs, Output output) {
    long complete = advance(scopeKey, state, watermarkMs, output);
    if (signal.getTimeMs() <= Math.max(complete, state.releasedMs)) {
      output.late(signal);
    } else if (inOrder) {
      state.hold(signal);
      if (state.holds() > MAX_HELD) {
        state.releasedMs = state.nextHeld();
        run(scopeKey, state, state.releasedMs, output);
      }
    } else {
      state.kind.event(signal, firing(scopeKey, state, output));
    }
    schedule(state, output);
  }

  /** Goes on to a watermark: called for the timers that it asked for, harmless at any time. */
  public void onTimer(String scopeKey, KeyState state, long watermarkMs, Output output) {
    if (state.heldTimerMs <= watermarkMs) {
      state.heldTimerMs = KeyState.NONE;
    }
    if (state.laterTimerMs <= watermarkMs) {
      state.laterTimerMs = KeyState.NONE;
    }
    advance(scopeKey, state, watermarkMs, output);
    schedule(state, output);
  }

  /** Evaluates what is complete; returns up to when. */
  private long advance(String scopeKey, KeyState state, long watermarkMs, Output output) {
    if (watermarkMs < Long.MIN_VALUE + latenessMs) {
      return Long.MIN_VALUE;
    }
    long complete = watermarkMs - latenessMs;
    run(scopeKey, state, complete, output);
    if (state.lastFiredMs != KeyState.NONE && state.lastFiredMs + cooldownMs <= complete) {
      state.lastFiredMs = KeyState.NONE;
    }
    if (state.releasedMs <= complete) {
      state.releasedMs = KeyState.NONE;
    }
    return complete;
  }

  private void run(String scopeKey, KeyState state, long completeMs, Output output) {
    Firing firing = null;
    state.kind.reaches(completeMs);
    while (true) {
      long event = state.nextHeld();
      long deadline = state.kind.nextDeadline();
      long next = Math.min(event, deadline);
      if (next > completeMs || next == KindState.NEVER) {
        return;
      }
      if (firing == null) {
        firing = firing(scopeKey, state, output);
      }
      if (event <= deadline) {
        state.kind.event(state.takeHeld(), firing);
      } else {
        state.kind.deadline(deadline, firing);
      }
    }
  }

  private Firing firing(String scopeKey, KeyState state, Output output) {
    return (timeMs, matched, window, values) -> {
      for (Mute mute : rule.mute()) {
        if (mute.covers(timeMs)) {
          return;
        }
      }
      if (cooldownMs > 0) {
        if (state.lastFiredMs != KeyState.NONE && timeMs < state.lastFiredMs + cooldownMs) {
          return;
        }
        state.lastFiredMs = timeMs;
      }
      output.alert(Alert.of(published, scopeKey, timeMs, window, matched, values));
    };
  }

  /**
   * Asks for what is not asked for yet: a timer for the first event that waits, and one for what
   * comes later. With one for both, each event would add another for what comes later, since the
   * one that was asked for before would be forgotten for the nearer one.
   */
  private void schedule(KeyState state, Output output) {
    long held = state.nextHeld();
    if (held != KindState.NEVER && isEarlier(held + latenessMs, state.heldTimerMs)) {
      state.heldTimerMs = held + latenessMs;
      output.timer(state.heldTimerMs);
    }
    long later = state.kind.nextDeadline();
    if (state.lastFiredMs != KeyState.NONE) {
      later = Math.min(later, state.lastFiredMs + cooldownMs);
    }
    if (state.releasedMs != KeyState.NONE) {
      later = Math.min(later, state.releasedMs);
    }
    if (later != KindState.NEVER && isEarlier(later + latenessMs, state.laterTimerMs)) {
      state.laterTimerMs = later + latenessMs;
      output.timer(state.laterTimerMs);
    }
  }

  private static boolean isEarlier(long due, long askedFor) {
    return askedFor == KeyState.NONE || due < askedFor;
  }
}
