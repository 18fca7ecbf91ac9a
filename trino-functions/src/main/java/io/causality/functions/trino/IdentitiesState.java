package io.causality.functions.trino;

import io.causality.functions.people.Identities;
import io.trino.spi.function.AccumulatorState;
import io.trino.spi.function.AccumulatorStateMetadata;

/** The identities of one group, or of many with one of them at hand. */
@AccumulatorStateMetadata(
    stateFactoryClass = IdentitiesStateFactory.class,
    stateSerializerClass = IdentitiesSerializer.class)
public interface IdentitiesState extends AccumulatorState {
  /** The identities of the group at hand. */
  Identities identities();

  /** Makes them none. */
  void clear();

  /** Says by how many bytes they have grown. */
  void grown(long bytes);
}
