package io.causality.jobs.detection;

import io.causality.jobs.archive.StreamEvent;
import io.causality.proto.v1.Signal;
import java.util.List;

/**
 * What goes from task to task: events, and between them, in their order, what every task of the
 * next step must know. Such a notice is sent once to each task, under a key that leads to it.
 * Immutable.
 */
public sealed interface Passing {
  /** Decides which task of the next step gets it, and under which key. */
  String key();

  /** An event that some rule looks at. The key is that of its device. */
  record Event(String key, StreamEvent event) implements Passing {}

  /** A user was seen on a device. The key is that of the device. */
  record Link(String key, String appId, String deviceId, String userId, long timeMs)
      implements Passing {}

  /**
   * What rules need of one event, as far as one task evaluates them: sent together, an event costs
   * little more when many rules look at it. The key is one that leads to that task.
   *
   * @param parts not empty
   */
  record Routed(String key, List<Part> parts) implements Passing {
    /** Copies the list. */
    public Routed {
      parts = List.copyOf(parts);
    }
  }

  /**
   * What one rule needs of an event.
   *
   * @param key made by {@link EvaluationKey}
   */
  record Part(String key, Signal signal) {}

  /**
   * No event of the app before this time is expected any more from a task.
   *
   * @param from number of that task
   * @param timeMs event time; {@link MergedTime#UNKNOWN} before the first event
   * @param idle nothing comes from there at present
   */
  record Clock(String key, int from, String appId, long timeMs, boolean idle) implements Passing {}

  /** A rule as it is from now on. */
  record Change(String key, RuleMessage rule) implements Passing {}

  /** All rules that there were at the start have been named. */
  record Started(String key) implements Passing {}

  /** A rule cannot be applied to events: it rests until it changes. */
  record Failure(String key, String subject, long sequence, String reason) implements Passing {}
}
