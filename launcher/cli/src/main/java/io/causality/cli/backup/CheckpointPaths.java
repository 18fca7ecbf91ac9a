package io.causality.cli.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes checkpoints at home in another folder. Flink's metadata names files by absolute paths, as
 * text with its length in two bytes before it ({@link java.io.DataOutput#writeUTF}); nothing else
 * in the metadata depends on their lengths.
 */
final class CheckpointPaths {
  private static final String METADATA = "_metadata";
  private static final byte[] SCHEME = "file:/".getBytes(StandardCharsets.UTF_8);
  private static final int LONGEST = 0xffff;

  private CheckpointPaths() {}

  /**
   * Rewrites the metadata of all checkpoints below a folder.
   *
   * @param state the folder now
   * @param before its absolute path when they were written
   * @throws IOException also when the path of the folder is too long to be written
   */
  static void move(Path state, Path before) throws IOException {
    if (!Files.isDirectory(state)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(state)) {
      all = files.filter(file -> file.getFileName().toString().equals(METADATA)).toList();
    }
    for (Path metadata : all) {
      byte[] moved =
          moved(Files.readAllBytes(metadata), "file:" + before, "file:" + state.toAbsolutePath());
      Files.write(metadata, moved);
    }
  }

  /** The metadata with another folder; what only looks like a path of a file stays. */
  static byte[] moved(byte[] metadata, String from, String to) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(metadata.length);
    int done = 0;
    for (int at = next(metadata, 0); at >= 0; at = next(metadata, at + SCHEME.length)) {
      int length = at < 2 ? 0 : (metadata[at - 2] & 0xff) << 8 | (metadata[at - 1] & 0xff);
      String path =
          at + length > metadata.length
              ? ""
              : new String(metadata, at, length, StandardCharsets.UTF_8);
      if (!path.startsWith(from + "/")) {
        continue;
      }
      byte[] text = (to + path.substring(from.length())).getBytes(StandardCharsets.UTF_8);
      if (text.length > LONGEST) {
        throw new IOException("the path of the folder is too long");
      }
      out.write(metadata, done, at - 2 - done);
      out.write(text.length >> 8);
      out.write(text.length);
      out.writeBytes(text);
      done = at + length;
    }
    out.write(metadata, done, metadata.length - done);
    return out.toByteArray();
  }

  private static int next(byte[] in, int from) {
    for (int at = from; at <= in.length - SCHEME.length; at++) {
      if (Arrays.equals(in, at, at + SCHEME.length, SCHEME, 0, SCHEME.length)) {
        return at;
      }
    }
    return -1;
  }
}
