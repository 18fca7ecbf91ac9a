package io.causality.rules.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event of the lake: a row of {@code causality.events}. Not thread-safe. */
public final class LakeEvent extends RuleEvent {
  private final String appId;
  private final Map<String, ?> row;

  /**
   * Takes a row.
   *
   * @param row values by column, in the Java types of {@code LakeType}; columns that no rule asks
   *     for may be missing. {@code event_id}, {@code event_name}, {@code ts} and {@code stream_seq}
   *     must be there; {@code person_id} and {@code device_id} where the event has them.
   */
  public LakeEvent(String appId, Map<String, ?> row) {
    this.appId = appId;
    this.row = row;
  }

  @Override
  public String appId() {
    return appId;
  }

  @Override
  public String eventId() {
    return text("event_id");
  }

  @Override
  public String name() {
    return text("event_name");
  }

  @Override
  public long timeMs() {
    return number("ts");
  }

  @Override
  public long streamSeq() {
    return number("stream_seq");
  }

  @Override
  public String personId() {
    return text("person_id");
  }

  @Override
  public String deviceId() {
    return text("device_id");
  }

  @Override
  public @Nullable String entry(int column, String key) {
    Object map = column(column);
    return map == null ? null : (String) ((Map<?, ?>) map).get(key);
  }

  @Override
  @Nullable Object read(int column) {
    return row.get(EventColumns.at(column).name());
  }

  private String text(String column) {
    Object value = row.get(column);
    return value == null ? "" : (String) value;
  }

  private long number(String column) {
    Object value = row.get(column);
    if (value == null) {
      throw new IllegalArgumentException("a row without " + column);
    }
    return (Long) value;
  }
}
