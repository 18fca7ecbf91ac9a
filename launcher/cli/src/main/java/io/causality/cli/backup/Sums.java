package io.causality.cli.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SHA-256 of each file of a folder, in a file that {@code sha256sum -c} reads. */
final class Sums {
  private static final String BETWEEN = "  ";
  private static final int BUFFER_BYTES = 1 << 16;

  private Sums() {}

  /** Sums by path. */
  static Map<String, String> of(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    Map<String, String> sums = new TreeMap<>();
    for (Path file : files) {
      sums.put(folder.relativize(file).toString(), sum(file));
    }
    return sums;
  }

  static void write(Path file, Map<String, String> sums) throws IOException {
    List<String> lines = new ArrayList<>();
    sums.forEach((path, sum) -> lines.add(sum + BETWEEN + path));
    Files.write(file, lines);
  }

  static Map<String, String> read(Path file) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      int end = line.indexOf(BETWEEN);
      if (end < 0) {
        throw new IOException(file + " has a line without a sum");
      }
      sums.put(line.substring(end + BETWEEN.length()), line.substring(0, end));
    }
    return sums;
  }

  private static String sum(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
