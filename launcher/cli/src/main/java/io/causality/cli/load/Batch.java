package io.causality.cli.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Events on their way in one request, with the lines that they came from. Filled by one thread. */
final class Batch {
  /** Few enough that a batch is small in memory, many enough that requests cost nothing. */
  private static final int MOST_EVENTS = 500;

  private static final int MOST_BYTES = 4_000_000;
  private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

  private final ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 17);
  private final long[] lines = new long[MOST_EVENTS];
  private int size;
  private long lastLine;

  /** For a request that holds its events under that name. */
  Batch(String array) {
    body.writeBytes(("{\"" + array + "\":[").getBytes(StandardCharsets.UTF_8));
  }

  /** Adds the line's event, or says why it has none. */
  Optional<String> add(LineEvents writer, long number, String line) throws IOException {
    lastLine = number;
    ByteArrayOutputStream event = new ByteArrayOutputStream(512);
    Optional<String> problem = writer.append(number, line, event);
    if (problem.isEmpty()) {
      if (size > 0) {
        body.write(',');
      }
      event.writeTo(body);
      lines[size++] = number;
    }
    return problem;
  }

  boolean isFull() {
    return size == MOST_EVENTS || body.size() > MOST_BYTES;
  }

  int size() {
    return size;
  }

  /** The line of the event at this index. */
  long line(int index) {
    return lines[index];
  }

  /** The last line that was read for this batch, whether it became an event or not. */
  long lastLine() {
    return lastLine;
  }

  /** The request's body; the batch is complete then. */
  byte[] toBody() {
    byte[] events = body.toByteArray();
    byte[] whole = Arrays.copyOf(events, events.length + END.length);
    System.arraycopy(END, 0, whole, events.length, END.length);
    return whole;
  }
}
