package io.causality.portal.insight.plan;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of a result, by position from 0. */
public record Row(List<@Nullable Object> values) {
  /** A text; empty text where it is null. */
  public String text(int column) {
    return Objects.requireNonNullElse(values.get(column), "").toString();
  }

  /** A text, or null. */
  public @Nullable String textOrNull(int column) {
    Object value = values.get(column);
    return value == null ? null : value.toString();
  }

  public boolean isNull(int column) {
    return values.get(column) == null;
  }

  /** A whole number; 0 where it is null. */
  public long integer(int column) {
    return values.get(column) instanceof Number number ? number.longValue() : 0;
  }

  /** A number; 0 where it is null or not finite. */
  public double number(int column) {
    return values.get(column) instanceof Number number ? number.doubleValue() : 0;
  }

  /** A list; empty where it is null. */
  public List<?> list(int column) {
    return values.get(column) instanceof List<?> list ? list : List.of();
  }

  /** Texts of neighbouring columns. */
  public List<String> texts(int first, int count) {
    return java.util.stream.IntStream.range(first, first + count).mapToObj(this::text).toList();
  }
}
