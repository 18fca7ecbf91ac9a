package io.causality.portal.webapp;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the file for a path under {@code /app/}. Nothing outside of the folder. Thread-safe. */
final class AppFiles {
  private static final String INDEX = "index.html";

  /** Names that hold a hash of their content: another content has another name. */
  private static final Pattern HASHED =
      Pattern.compile("assets/.*[-.][A-Za-z0-9_-]{8,}\\.[a-z0-9]+");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("webp", "image/webp"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json"));

  private final Path folder;

  AppFiles(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * A file to send.
   *
   * @param gzip whether it is compressed already
   */
  record Found(Path path, String contentType, String cacheControl, boolean gzip) {}

  /** Whether there is an app at all. */
  boolean isBuilt() {
    return Files.isRegularFile(folder.resolve(INDEX));
  }

  /**
   * The file of a path; empty when there is none.
   *
   * @param path relative, decoded
   * @param gzip whether a compressed neighbour may be sent instead
   */
  Optional<Found> find(String path, boolean gzip) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    String name = last.indexOf('.') < 0 ? INDEX : path;
    return inside(name)
        .map(
            file -> {
              Path compressed = file.resolveSibling(file.getFileName() + ".gz");
              boolean small = gzip && Files.isRegularFile(compressed);
              return new Found(small ? compressed : file, type(name), caching(name), small);
            });
  }

  private Optional<Path> inside(String name) {
    try {
      Path file = folder.resolve(name).normalize();
      return file.startsWith(folder) && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty(); // a name that no file can have
    }
  }

  private static String type(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }

  private static String caching(String name) {
    return HASHED.matcher(name).matches() ? "public, max-age=31536000, immutable" : "no-cache";
  }
}
