package io.causality.client;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls the host's listeners; what they throw ends here, since they must not stop the client. */
final class Quietly {
  private Quietly() {}

  static void log(Log log, Log.Level level, String message, @Nullable Throwable cause) {
    try {
      log.write(level, message, cause);
    } catch (RuntimeException broken) {
      // There is nobody left who could be told.
    }
  }

  static void tell(Consumer<Drop> listener, Drop drop, Log log) {
    try {
      listener.accept(drop);
    } catch (RuntimeException broken) {
      log(log, Log.Level.WARNING, "the listener for lost events failed", broken);
    }
  }
}
