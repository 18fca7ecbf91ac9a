package io.causality.client;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls the host's listeners; what they throw ends here, errors too: it must not stop the client,
 * nor reach whoever tracked an event.
 */
final class Quietly {
  private Quietly() {}

  static void log(Log log, Log.Level level, String message, @Nullable Throwable cause) {
    try {
      log.write(level, message, cause);
    } catch (Throwable broken) {
      // There is nobody left who could be told.
    }
  }

  /**
   * The same from a thread of its own, for who holds a lock: the host's log may wait for a lock of
   * the host's, whose holder may wait for this one.
   */
  static void logLater(Log log, Log.Level level, String message, @Nullable Throwable cause) {
    try {
      Thread thread = new Thread(() -> log(log, level, message, cause), Client.LIBRARY + "-log");
      thread.setDaemon(true);
      thread.start();
    } catch (Throwable none) {
      // No thread is to be had, and the message is lost.
    }
  }

  static void tell(Consumer<Drop> listener, Drop drop, Log log) {
    try {
      listener.accept(drop);
    } catch (Throwable broken) {
      log(log, Log.Level.WARNING, "the listener for lost events failed", broken);
    }
  }
}
