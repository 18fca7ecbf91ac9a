package io.causality.jobs.lake;

import org.jspecify.annotations.Nullable;

/** Gives a column's value, as {@code LakeValues} types it; null where there is none. */
@FunctionalInterface
interface EventValue {
  @Nullable Object of(EventRow row);
}
