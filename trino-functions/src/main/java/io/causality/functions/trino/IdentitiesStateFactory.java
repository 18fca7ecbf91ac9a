package io.causality.functions.trino;

import io.causality.functions.people.Identities;
import io.trino.spi.function.AccumulatorStateFactory;
import java.util.concurrent.ThreadLocalRandom;

/** Makes states of {@code identities}. */
public final class IdentitiesStateFactory implements AccumulatorStateFactory<IdentitiesState> {
  @Override
  public IdentitiesState createSingleState() {
    Grouped single = new Grouped();
    single.ensureCapacity(1);
    return single;
  }

  @Override
  public IdentitiesState createGroupedState() {
    return new Grouped();
  }

  private static final class Grouped extends GroupedObjects<Identities> implements IdentitiesState {
    Grouped() {
      super(Long.BYTES);
    }

    @Override
    public Identities identities() {
      Identities identities = object();
      if (identities == null) {
        identities = new Identities(ThreadLocalRandom.current().nextLong());
        object(identities);
        grown(identities.memoryBytes());
      }
      return identities;
    }

    @Override
    public void clear() {
      Identities identities = object();
      if (identities != null) {
        grown(-identities.memoryBytes());
        object(null);
      }
    }
  }
}
