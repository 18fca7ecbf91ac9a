package io.causality.portal.sqleditor;

import java.time.Instant;
import java.util.Optional;

/** Tells up to when an app's accepted events are in the lake. */
@FunctionalInterface
public interface Watermark {
  /** That moment, if it is known at once. */
  Optional<Instant> of(String app) throws InterruptedException;
}
