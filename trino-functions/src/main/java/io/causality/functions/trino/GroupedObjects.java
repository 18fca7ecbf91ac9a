package io.causality.functions.trino;

import io.trino.spi.function.GroupedAccumulatorState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object for each group, with one of the groups at hand. */
abstract class GroupedObjects<T> implements GroupedAccumulatorState {
  private final int bytesPerGroup;
  private final List<@Nullable T> objects = new ArrayList<>();
  private int group;
  private long bytes;

  /**
   * No groups yet.
   *
   * @param bytesPerGroup what a group takes beside what {@link #grown} is told
   */
  GroupedObjects(int bytesPerGroup) {
    this.bytesPerGroup = bytesPerGroup;
  }

  /** The object of the group at hand; null before there is one. */
  final @Nullable T object() {
    return objects.get(group);
  }

  final void object(@Nullable T object) {
    objects.set(group, object);
  }

  /** Says by how many bytes objects have grown. */
  public final void grown(long more) {
    bytes += more;
  }

  @Override
  public final void setGroupId(int groupId) {
    group = groupId;
  }

  @Override
  public final void ensureCapacity(int size) {
    while (objects.size() < size) {
      objects.add(null);
    }
  }

  @Override
  public final long getEstimatedSize() {
    return bytes + (long) objects.size() * bytesPerGroup;
  }
}
