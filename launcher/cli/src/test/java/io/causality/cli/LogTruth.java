package io.causality.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** What a log says by itself, read in another way than the product reads it. */
record LogTruth(List<Line> lines) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH").withZone(ZoneOffset.UTC);

  /**
   * A line.
   *
   * @param event id of the event that it becomes
   */
  record Line(String event, String host, Instant time, String url, String status) {
    String person() {
      return hash(host).substring(0, 16);
    }

    String path() {
      return url.replaceAll("[?#].*$", "");
    }

    String hour() {
      return HOUR.format(time);
    }
  }

  static LogTruth apache(Path file) throws IOException {
    return of(read(file), 1, LogTruth::apacheLine);
  }

  static LogTruth nasa(Path file) throws IOException {
    return of(read(file), 2, LogTruth::nasaLine);
  }

  private static LogTruth of(List<String> text, int first, BiFunction<String, String, Line> line) {
    List<Line> lines = new ArrayList<>();
    for (int number = first; number <= text.size(); number++) {
      String content = text.get(number - 1);
      lines.add(line.apply(hash(number + ":" + content).substring(0, 32), content));
    }
    return new LogTruth(lines);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> read(Path file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  private static Line apacheLine(String event, String line) {
    String[] quoted = line.split("\"");
    String time = line.substring(line.indexOf('[') + 1, line.indexOf(']'));
    return new Line(
        event,
        line.substring(0, line.indexOf(' ')),
        OffsetDateTime.parse(time, TIME).toInstant(),
        quoted[1].split(" ")[1],
        quoted[2].strip().split(" ")[0]);
  }

  private static Line nasaLine(String event, String line) {
    String[] fields = line.split("\t");
    Instant time = Instant.ofEpochSecond(Long.parseLong(fields[2]));
    return new Line(event, fields[0], time, fields[4], fields[5]);
  }

  long hosts() {
    return lines.stream().map(Line::host).distinct().count();
  }

  Map<String, Long> countsBy(Function<Line, String> key) {
    return lines.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }
}
