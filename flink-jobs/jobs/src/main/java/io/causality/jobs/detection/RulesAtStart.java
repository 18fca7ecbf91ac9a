package io.causality.jobs.detection;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Where a task finds, when it starts, the rules that there are: the last message of each. */
@FunctionalInterface
public interface RulesAtStart extends Serializable {
  /**
   * Reads them; blocks.
   *
   * @throws IOException when they cannot be read now
   */
  List<RuleMessage> read() throws IOException, InterruptedException;
}
