package io.causality.rules.evaluate;

import io.causality.proto.v1.Signal;
import io.causality.proto.v1.SignalSlot;
import io.causality.rules.event.RuleEvent;
import io.causality.rules.path.EventPath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The places of events that are compared with other events: numbered for one rule, read where
 * events are routed, so that a signal carries all that is needed later. Filled while a rule is
 * compiled, immutable from then on.
 */
final class Slots {
  /** Values of one place that are kept. */
  private static final int MAX_NODES = 20;

  private static final int MAX_NODE_LENGTH = 500;
  private static final String HOLDS = "1";

  private final List<Slot> slots = new ArrayList<>();

  /**
   * A place.
   *
   * @param pattern number of the pattern that an event must fit
   * @param path null: only whether {@code holds} does
   * @param asked a later condition compares with its first value
   */
  private record Slot(
      int pattern, @Nullable EventPath path, Predicate<RuleEvent> holds, boolean asked) {}

  /** Numbers a path of the events of a pattern, whose values are compared with earlier ones. */
  int add(int pattern, EventPath path) {
    slots.add(new Slot(pattern, path, event -> true, false));
    return slots.size() - 1;
  }

  /** Numbers a path of the events of a step, with which later ones are compared. */
  int addAsked(int step, EventPath path) {
    slots.add(new Slot(step, path, event -> true, true));
    return slots.size() - 1;
  }

  /** The slots of a step's event with which later ones are compared. */
  List<Integer> askedOfStep(int step) {
    return IntStream.range(0, slots.size())
        .filter(i -> slots.get(i).asked() && slots.get(i).pattern() == step)
        .boxed()
        .toList();
  }

  /** Numbers a condition on the events of a pattern that can be told at once. */
  int add(int pattern, Predicate<RuleEvent> holds) {
    slots.add(new Slot(pattern, null, holds, false));
    return slots.size() - 1;
  }

  /** Reads what a signal of these patterns carries. */
  void fill(RuleEvent event, int patterns, Signal.Builder signal) {
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if ((patterns & (1 << slot.pattern())) == 0) {
        continue;
      }
      SignalSlot.Builder filled = SignalSlot.newBuilder().setSlot(i);
      if (slot.path() == null) {
        if (slot.holds().test(event)) {
          filled.addNodes(HOLDS);
        }
      } else {
        slot.path().any(event, node -> add(filled, node));
      }
      if (filled.getNodesCount() > 0) {
        signal.addSlots(filled);
      }
    }
  }

  /** Whether there are enough. */
  private static boolean add(SignalSlot.Builder slot, Object node) {
    if (node instanceof List<?> list) {
      for (Object element : list) {
        if (element != null && add(slot, element)) {
          return true;
        }
      }
      return false;
    }
    String text = Comparison.text(node);
    if (text != null) {
      slot.addNodes(text.length() > MAX_NODE_LENGTH ? text.substring(0, MAX_NODE_LENGTH) : text);
    }
    return slot.getNodesCount() >= MAX_NODES;
  }

  /** The values that a signal has at a place. */
  static List<String> nodes(Signal signal, int slot) {
    for (int i = 0; i < signal.getSlotsCount(); i++) {
      if (signal.getSlots(i).getSlot() == slot) {
        return signal.getSlots(i).getNodesList();
      }
    }
    return List.of();
  }
}
