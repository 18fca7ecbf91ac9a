package io.causality.client;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files, by streams: a channel is closed, and what was to be written is lost, when the thread that
 * uses it is interrupted, and the threads here are the host's.
 */
final class Disk {
  private Disk() {}

  static byte[] read(Path file) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (InputStream in = new FileInputStream(file.toFile())) {
      byte[] some = new byte[64 << 10];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        all.write(some, 0, n);
      }
    }
    return all.toByteArray();
  }

  /** Writes a file as a whole or not at all. */
  static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".fresh");
    try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
      out.write(bytes);
      out.getFD().sync();
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Opens a file to write at its end; each write is the system's when it returns. */
  static FileOutputStream append(Path file) throws IOException {
    return new FileOutputStream(file.toFile(), true);
  }
}
