package io.causality.rules.event;

import io.causality.proto.v1.EventEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * What is told from page addresses and user agents: {@code page_path}, {@code utm_*}, {@code
 * browser}, {@code os} and {@code device_type}, as the archive writes them.
 */
@FunctionalInterface
public interface Enrichment {
  /** Leaves these columns missing. */
  Enrichment NONE = (envelope, column) -> null;

  /**
   * The value of one of these columns; null where it is missing.
   *
   * @param column the column's name
   */
  @Nullable Object value(EventEnvelope envelope, String column);
}
