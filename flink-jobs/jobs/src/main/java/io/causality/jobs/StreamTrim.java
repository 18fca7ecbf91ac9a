package io.causality.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.proto.StreamNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may leave the stream of events before its age, and when it has to. Pure; see
 * docs/decisions/0022-read-messages-leave-a-full-stream.md.
 */
final class StreamTrim {
  /** The job that writes the lake, as its positions are named. */
  static final String ARCHIVE = "archive";

  /** The job that evaluates rules. */
  static final String DETECTION = "detection";

  private static final List<String> JOBS = List.of(ARCHIVE, DETECTION);

  /** NATS knows a repeated publish only while the message is there, for at most 30 s. */
  private static final Duration FLOOR = Duration.ofMinutes(1);

  /** At most so much of the bound at once: how much lies before a sequence is an estimate. */
  private static final int STEPS = 16;

  /** And at most so many bytes: the server takes nothing else meanwhile, for some 50 ms. */
  private static final long MOST_BYTES = 128L << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private StreamTrim() {}

  /**
   * When, and what stays anyway.
   *
   * @param abovePercent of the stream's bound at which messages are taken out; 0 for never
   * @param keep messages that are younger stay, as long as that leaves the stream below the mark
   * @param floor messages that are younger always stay
   */
  record Marks(int abovePercent, Duration keep, Duration floor) {
    /** Marks with the floor that the stream's duplicate window asks for. */
    static Marks of(int abovePercent, Duration keep) {
      return new Marks(abovePercent, keep, FLOOR);
    }

    /** Whether something has to leave. */
    boolean passed(Stream stream) {
      return abovePercent > 0 && stream.maxBytes() > 0 && stream.bytes() > high(stream);
    }

    /** Bytes above which messages leave. */
    private long high(Stream stream) {
      return stream.maxBytes() / 100 * abovePercent;
    }

    /** Bytes down to which they leave, those that are to be kept excepted. */
    long low(Stream stream) {
      return high(stream) / 3 * 2;
    }
  }

  /**
   * The stream as it is.
   *
   * @param createdMs when it was made, in milliseconds since 1970
   * @param first sequence of the oldest message
   * @param last sequence of the newest message ever
   * @param messages how many there are
   * @param maxBytes its bound; not positive where it has none
   * @param subjects that it takes
   */
  record Stream(
      long createdMs,
      long first,
      long last,
      long messages,
      long bytes,
      long maxBytes,
      List<String> subjects) {}

  /**
   * How far a job has read a partition, as in {@link StreamNames#POSITIONS}.
   *
   * @param next the lowest sequence that it may still ask for
   * @param streamMs when the stream was made; 0 where the job has read nothing yet
   */
  record Position(long next, long streamMs) {
    /** Reads an entry; empty when it is none. */
    static Optional<Position> read(String text) {
      try {
        JsonNode document = JSON.readTree(text);
        JsonNode next = document.path("next");
        JsonNode streamMs = document.path("stream_ms");
        return next.isIntegralNumber() && streamMs.isIntegralNumber()
            ? Optional.of(new Position(next.asLong(), streamMs.asLong()))
            : Optional.empty();
      } catch (JsonProcessingException e) {
        return Optional.empty(); // somebody else's
      }
    }

    /** The entry. */
    String text() {
      return "{\"next\":%d,\"stream_ms\":%d}".formatted(next, streamMs);
    }

    /** Whether what the other one tells is true for a job that reads from here on. */
    boolean confirms(Position other) {
      return streamMs == other.streamMs && next >= other.next;
    }
  }

  /**
   * How far all jobs have read everything.
   *
   * @param sequence of the last message that nobody will ask for again; 0 where that is not known
   * @param heldBy which job and partition have read least, or why it is not known
   */
  record Reach(long sequence, String heldBy) {}

  /**
   * How far the stream may go at most.
   *
   * @param positions by their keys
   */
  static Reach reach(Stream stream, Map<String, Position> positions) {
    Reach least = new Reach(stream.last(), "nobody");
    for (String subject : stream.subjects()) {
      if (!subject.matches("events\\.[0-9]{1,9}")) {
        return new Reach(0, subject + " is no partition");
      }
      int partition = Integer.parseInt(subject.substring(StreamNames.EVENTS_PREFIX.length()));
      for (String job : JOBS) {
        String key = StreamNames.positionKey(job, partition);
        Position position = positions.get(key);
        if (position == null) {
          return new Reach(0, key + " has no position");
        }
        if (position.streamMs() != stream.createdMs()) {
          return new Reach(0, key + " has no position in this stream");
        }
        if (position.next() - 1 < least.sequence()) {
          least = new Reach(position.next() - 1, key);
        }
      }
    }
    return least;
  }

  /** Keys of the positions that {@link #reach} wants to know. */
  static List<String> keys(Stream stream) {
    return stream.subjects().stream()
        .filter(subject -> subject.matches("events\\.[0-9]{1,9}"))
        .map(subject -> Integer.parseInt(subject.substring(StreamNames.EVENTS_PREFIX.length())))
        .flatMap(partition -> JOBS.stream().map(job -> StreamNames.positionKey(job, partition)))
        .toList();
  }

  /**
   * Sequence of the last message to take out now, below {@code first} for none. To be asked again
   * with the stream as it is then.
   *
   * @param kept sequence of the first message that is younger than {@link Marks#keep}
   * @param floor sequence of the first one that is younger than {@link Marks#floor}
   */
  static long upTo(Stream stream, Marks marks, Reach reach, long kept, long floor) {
    long old = Math.min(reach.sequence(), Math.min(kept, floor) - 1);
    long upTo = Math.min(old, reaching(stream, marks.low(stream)));
    if (upTo < stream.first() && marks.passed(stream)) {
      long read = Math.min(reach.sequence(), floor - 1);
      upTo = Math.min(read, reaching(stream, marks.high(stream)));
    }
    return upTo;
  }

  /** Sequence up to which messages make up what is above so many bytes, or a step of that. */
  private static long reaching(Stream stream, long bytes) {
    long excess = stream.bytes() - bytes;
    if (excess <= 0 || stream.messages() <= 0) {
      return stream.first() - 1;
    }
    long size = Math.max(1, stream.bytes() / stream.messages());
    long bytesNow = Math.min(excess, Math.min(stream.maxBytes() / STEPS, MOST_BYTES));
    long step = bytesNow / size + 1;
    return Math.min(stream.first() - 1 + step, stream.last());
  }
}
