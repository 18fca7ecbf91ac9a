package io.causality.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Device, user and opt-out, kept from one process to the next where there is a folder: three lines
 * of one file, which is replaced as a whole. Thread-safe.
 */
final class StateFile {
  private final @Nullable Path file;
  private final Log log;
  private String deviceId = "";
  private String userId = "";
  private boolean optedOut;
  private boolean kept;

  StateFile(@Nullable Path folder, Log log) {
    this.log = log;
    file = folder == null ? null : folder.resolve("state");
    if (file != null && Files.exists(file)) {
      try {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() >= 3) {
          optedOut = lines.get(0).equals("out");
          deviceId = lines.get(1);
          userId = lines.get(2);
          kept = true;
        }
      } catch (IOException e) {
        Quietly.log(log, Log.Level.WARNING, "the state could not be read", e);
      }
    }
  }

  synchronized Identity identity() {
    if (deviceId.isEmpty()) {
      deviceId = Ids.make();
      write();
    }
    return new Identity(userId, deviceId, "");
  }

  synchronized boolean optedOut() {
    return optedOut;
  }

  /** Whether the disk has what this has. */
  synchronized boolean kept() {
    return kept;
  }

  synchronized void keep(Identity who) {
    deviceId = who.deviceId();
    userId = who.userId().replaceAll("[\\r\\n]", "");
    write();
  }

  synchronized void optOut(boolean out) {
    optedOut = out;
    write();
  }

  private void write() {
    if (file == null) {
      return;
    }
    Path fresh = file.resolveSibling("state.fresh");
    try {
      Files.write(fresh, List.of(optedOut ? "out" : "in", deviceId, userId));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      kept = true;
    } catch (IOException e) {
      kept = false;
      Quietly.log(log, Log.Level.WARNING, "the state could not be kept", e);
    }
  }
}
