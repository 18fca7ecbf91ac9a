package io.causality.functions.paths;

import io.causality.functions.log.Events;
import io.causality.functions.log.JsonText;
import io.causality.functions.log.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The edges of the paths of many persons. */
public final class PathsReport implements Report {
  private static final int ITEM_BITS = 24;
  private static final int MOST_ITEMS = 1 << ITEM_BITS;
  private static final int MOST_POSITION = 1 << 14;
  private static final int BYTES_PER_EDGE = 120;
  private static final int BYTES_PER_ITEM = 140;

  private final String text;
  private final Paths paths;
  private final PathsEvaluator evaluator;
  private final Events events = new Events();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> items = new ArrayList<>();
  private final Map<Long, Edge> edges = new HashMap<>();
  private long memory;

  private static final class Edge {
    private long paths;
    private long ms;
  }

  private record Shown(String source, String target, Edge edge) {}

  /**
   * A report without persons.
   *
   * @param text of {@link Paths}
   */
  public PathsReport(String text) {
    this.text = text;
    this.paths = Paths.of(text);
    this.evaluator = new PathsEvaluator(paths);
  }

  /** Adds a person. */
  public void add(byte[] log, int offset, int length) {
    events.read(log, offset, length);
    add(events);
  }

  /** Adds a person's events, which are in order. */
  public void add(Events person) {
    evaluator.evaluate(
        person, (position, source, target, ms) -> count(key(position, source, target), 1, ms));
  }

  private void count(long key, long more, long ms) {
    Edge edge =
        edges.computeIfAbsent(
            key,
            k -> {
              memory += BYTES_PER_EDGE;
              return new Edge();
            });
    edge.paths += more;
    edge.ms += ms;
  }

  private long key(int position, String source, String target) {
    if (position >= MOST_POSITION) {
      throw new IllegalArgumentException("more than " + MOST_POSITION + " steps of a path");
    }
    return ((((long) position << ITEM_BITS) | id(source)) << ITEM_BITS) | id(target);
  }

  private int id(String item) {
    Integer known = ids.putIfAbsent(item, items.size());
    if (known != null) {
      return known;
    }
    if (items.size() == MOST_ITEMS) {
      throw new IllegalArgumentException(
          "more than " + MOST_ITEMS + " different items; group or exclude some");
    }
    items.add(item);
    memory += BYTES_PER_ITEM + 2L * item.length();
    return items.size() - 1;
  }

  private String item(long id) {
    return items.get((int) (id & (MOST_ITEMS - 1)));
  }

  /** Adds all persons of another report of the same paths. */
  public void add(PathsReport other) {
    other.edges.forEach(
        (key, edge) ->
            count(
                key(
                    (int) (key >>> (2 * ITEM_BITS)),
                    other.item(key >>> ITEM_BITS),
                    other.item(key)),
                edge.paths,
                edge.ms));
  }

  @Override
  public String json() {
    Comparator<Shown> order =
        Comparator.<Shown>comparingLong(shown -> -shown.edge.paths)
            .thenComparing(Shown::source, PathsReport::byCodePoints)
            .thenComparing(Shown::target, PathsReport::byCodePoints);
    return "{\"edges\":"
        + JsonText.list(
            edges.entrySet().stream()
                .filter(entry -> entry.getValue().paths >= paths.minEdgeCount())
                .map(entry -> shown(entry.getKey(), entry.getValue()))
                .sorted(order)
                .limit(paths.edgeLimit())
                .map(PathsReport::json)
                .toList())
        + "}";
  }

  private Shown shown(long key, Edge edge) {
    long position = key >>> (2 * ITEM_BITS);
    return new Shown(
        position + "_" + item(key >>> ITEM_BITS), position + 1 + "_" + item(key), edge);
  }

  private static int byCodePoints(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Shown shown) {
    return "{\"source\":"
        + JsonText.string(shown.source)
        + ",\"target\":"
        + JsonText.string(shown.target)
        + ",\"value\":"
        + shown.edge.paths
        + ",\"avg_ms\":"
        + JsonText.number((double) shown.edge.ms / shown.edge.paths)
        + "}";
  }

  @Override
  public long memoryBytes() {
    return memory;
  }

  @Override
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, text);
      out.writeInt(items.size());
      for (String item : items) {
        write(out, item);
      }
      out.writeInt(edges.size());
      for (Map.Entry<Long, Edge> entry : edges.entrySet()) {
        out.writeLong(entry.getKey());
        out.writeLong(entry.getValue().paths);
        out.writeLong(entry.getValue().ms);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The report of bytes that {@link #bytes} made. */
  public static PathsReport of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      PathsReport report = new PathsReport(read(in));
      for (int left = in.readInt(); left > 0; left--) {
        report.id(read(in));
      }
      for (int left = in.readInt(); left > 0; left--) {
        report.count(in.readLong(), in.readLong(), in.readLong());
      }
      return report;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
