package io.causality.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** What a log says by itself, read in another way than the product reads it. */
record LogTruth(List<Line> lines) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH").withZone(ZoneOffset.UTC);

  record Line(String host, Instant time, String url, String status) {
    String path() {
      return url.replaceAll("[?#].*$", "");
    }

    String hour() {
      return HOUR.format(time);
    }
  }

  static LogTruth apache(Path file) throws IOException {
    return new LogTruth(read(file).stream().map(LogTruth::apacheLine).toList());
  }

  static LogTruth nasa(Path file) throws IOException {
    return new LogTruth(read(file).stream().skip(1).map(LogTruth::nasaLine).toList());
  }

  private static List<String> read(Path file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  private static Line apacheLine(String line) {
    String[] quoted = line.split("\"");
    String time = line.substring(line.indexOf('[') + 1, line.indexOf(']'));
    return new Line(
        line.substring(0, line.indexOf(' ')),
        OffsetDateTime.parse(time, TIME).toInstant(),
        quoted[1].split(" ")[1],
        quoted[2].strip().split(" ")[0]);
  }

  private static Line nasaLine(String line) {
    String[] fields = line.split("\t");
    Instant time = Instant.ofEpochSecond(Long.parseLong(fields[2]));
    return new Line(fields[0], time, fields[4], fields[5]);
  }

  long hosts() {
    return lines.stream().map(Line::host).distinct().count();
  }

  Map<String, Long> countsBy(Function<Line, String> key) {
    return lines.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }
}
