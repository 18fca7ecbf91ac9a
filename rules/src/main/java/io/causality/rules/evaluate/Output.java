package io.causality.rules.evaluate;

import io.causality.proto.v1.Signal;

/** Takes what an evaluation has to say; whoever drives it implements this. */
public interface Output {
  /** An alert. */
  void alert(Alert alert);

  /**
   * Asks to be called by {@link Evaluation#onTimer} for the same scope key as soon as the watermark
   * has reached {@code watermarkMs}. Asking twice for the same time is asking once.
   */
  void timer(long watermarkMs);

  /** A signal came later than the rule's lateness allows, and was left out. */
  void late(Signal signal);
}
