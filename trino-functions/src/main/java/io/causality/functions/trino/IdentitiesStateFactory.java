package io.causality.functions.trino;

import io.causality.functions.people.Identities;
import io.trino.spi.function.AccumulatorStateFactory;
import io.trino.spi.function.GroupedAccumulatorState;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

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

  private static final class Grouped implements IdentitiesState, GroupedAccumulatorState {
    private @Nullable Identities[] groups = {};
    private int group;
    private long bytes;

    @Override
    public Identities identities() {
      Identities identities = groups[group];
      if (identities == null) {
        identities = new Identities(ThreadLocalRandom.current().nextLong());
        groups[group] = identities;
        bytes += identities.memoryBytes();
      }
      return identities;
    }

    @Override
    public void clear() {
      groups[group] = null;
    }

    @Override
    public void grown(long more) {
      bytes += more;
    }

    @Override
    public void setGroupId(int groupId) {
      group = groupId;
    }

    @Override
    public void ensureCapacity(int size) {
      if (size > groups.length) {
        groups = Arrays.copyOf(groups, Math.max(size, 2 * groups.length));
      }
    }

    @Override
    public long getEstimatedSize() {
      return bytes + (long) groups.length * Long.BYTES;
    }
  }
}
