package io.causality.flink.nats.source;

import java.util.List;
import java.util.Set;

/**
 * What the enumerator keeps in checkpoints; the splits that readers have are in the readers' state.
 *
 * @param known subjects that became splits, ever
 * @param unassigned splits that no reader has
 */
public record JetStreamEnumeratorState(Set<String> known, List<JetStreamSplit> unassigned) {
  public JetStreamEnumeratorState {
    known = Set.copyOf(known);
    unassigned = List.copyOf(unassigned);
  }
}
