package io.causality.cli.load;

import java.io.PrintWriter;

/** Counts lines that became no accepted event, and names the first few. Thread-safe. */
final class Rejections {
  private static final int NAMED = 10;

  private final PrintWriter err;
  private long count;

  Rejections(PrintWriter err) {
    this.err = err;
  }

  synchronized void add(long line, String reason) {
    count++;
    if (count <= NAMED) {
      err.println("line " + line + " rejected: " + reason);
    } else if (count == NAMED + 1) {
      err.println("more lines rejected; only counted from here on");
    }
  }

  synchronized long count() {
    return count;
  }
}
