package io.causality.client;

import org.jspecify.annotations.Nullable;

/**
 * Where the client writes what a developer should know. It is called from any thread and must
 * return soon; what it throws is ignored. Without one the client is silent.
 */
public interface Log {
  /** How much it matters. */
  enum Level {
    /** Something was lost or cannot be done. */
    WARNING,
    /** Something failed and will be tried again. */
    INFO
  }

  /**
   * One message.
   *
   * @param cause null without one
   */
  void write(Level level, String message, @Nullable Throwable cause);
}
