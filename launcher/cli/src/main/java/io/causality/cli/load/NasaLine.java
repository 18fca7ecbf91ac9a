package io.causality.cli.load;

import java.util.Optional;

/**
 * A line of the NASA log: {@code host logname time method url response bytes referer useragent},
 * separated by tabs; the last two may be missing. The time is epoch seconds.
 */
final class NasaLine {
  /** How the file's first line begins. */
  static final String HEADER_START = "host\tlogname\ttime\t";

  private NasaLine() {}

  /** Empty when the line is none. */
  static Optional<PageView> parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length < 7 || fields[0].isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PageView(
              fields[0],
              Math.multiplyExact(Long.parseLong(fields[2]), 1000L),
              fields[3],
              fields[4],
              Integer.parseInt(fields[5]),
              PageView.number(fields[6]),
              fields.length > 7 ? PageView.present(fields[7]) : Optional.empty(),
              fields.length > 8 ? PageView.present(fields[8]) : Optional.empty()));
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
