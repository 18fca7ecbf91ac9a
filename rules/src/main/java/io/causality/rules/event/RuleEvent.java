package io.causality.rules.event;

import org.jspecify.annotations.Nullable;

/**
 * An event as rules see it: the columns of the lake's {@code events} by name, read when they are
 * asked for. Not thread-safe.
 */
public abstract class RuleEvent {
  private static final Object MISSING = new Object();

  /** What was read; made for the first one, since many events are only named. */
  private @Nullable Object @Nullable [] columns;

  RuleEvent() {}

  /** The app; not empty. */
  public abstract String appId();

  /** The event's id inside its app. */
  public abstract String eventId();

  /** The event's name. */
  public abstract String name();

  /** Event time, ms since the epoch. */
  public abstract long timeMs();

  /** Order of arrival; orders events of equal time. */
  public abstract long streamSeq();

  /** The person; empty where there is none. */
  public abstract String personId();

  /** The device; empty where there is none. */
  public abstract String deviceId();

  /**
   * The value of a column, in the Java type of its {@code LakeType}; null where it is missing.
   *
   * @param column number of the column in {@link EventColumns}
   */
  public final @Nullable Object column(int column) {
    @Nullable Object[] known = columns;
    if (known == null) {
      known = new @Nullable Object[EventColumns.COUNT];
      columns = known;
    }
    Object value = known[column];
    if (value == null) {
      value = read(column);
      known[column] = value == null ? MISSING : value;
    }
    return value == MISSING ? null : value;
  }

  /**
   * One value of a column that is a map; null where it is missing.
   *
   * @param column number of the column in {@link EventColumns}
   */
  public abstract @Nullable String entry(int column, String key);

  abstract @Nullable Object read(int column);
}
