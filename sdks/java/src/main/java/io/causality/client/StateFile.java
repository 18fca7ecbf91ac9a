package io.causality.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Device, user and opt-out, kept from one process to the next where there is a folder: three lines
 * of one file, which is replaced as a whole. Thread-safe.
 */
final class StateFile {
  private final @Nullable Path file; // null where nothing is to be written
  private final Log log;
  private String deviceId = "";
  private String userId = "";
  private boolean optedOut;
  private boolean kept;

  /** With what a folder has; one that is not this client's own is read alone. */
  StateFile(@Nullable Path folder, boolean own, Log log) {
    this.log = log;
    Path path = folder == null ? null : folder.resolve("state");
    file = own ? path : null;
    if (path != null && Files.exists(path)) {
      try {
        String[] lines = new String(Disk.read(path), StandardCharsets.UTF_8).split("\\R", -1);
        if (lines.length >= 3) {
          optedOut = lines[0].equals("out");
          deviceId = lines[1];
          userId = lines[2];
          kept = own;
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
    String text = (optedOut ? "out" : "in") + '\n' + deviceId + '\n' + userId + '\n';
    try {
      Disk.replace(file, text.getBytes(StandardCharsets.UTF_8));
      kept = true;
    } catch (IOException e) {
      kept = false;
      Quietly.logLater(log, Log.Level.WARNING, "the state could not be kept", e);
    }
  }
}
