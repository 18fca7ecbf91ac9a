package io.causality.functions.funnel;

import io.causality.functions.log.Events;
import io.causality.functions.log.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A funnel over many persons. Parts of them are merged, also as bytes. Not thread-safe. */
public final class FunnelReport implements Report {
  private static final int BYTES_PER_VALUE = 100;

  private final String text;
  private final Funnel funnel;
  private final FunnelEvaluator evaluator;
  private final Map<String, ValueTotals> values = new HashMap<>();
  private final Events events = new Events();
  private long memory;

  /**
   * A report without persons.
   *
   * @param text of a {@link Funnel}
   */
  public FunnelReport(String text) {
    this.text = text;
    this.funnel = Funnel.of(text);
    this.evaluator = new FunnelEvaluator(funnel);
  }

  /**
   * Adds a person.
   *
   * @param log his events
   * @param personValue text of the person's own breakdown value; null without a breakdown by person
   */
  public void add(byte[] log, int offset, int length, @Nullable String personValue) {
    events.read(log, offset, length);
    add(events, personValue);
  }

  /** As the other; {@code events} are in order and are changed. */
  public void add(Events person, @Nullable String personValue) {
    evaluator.evaluate(
        person,
        (value, tally) -> {
          ValueTotals totals = totals(personValue == null ? value : personValue(personValue));
          memory -= totals.memoryBytes();
          totals.add(funnel, tally);
          memory += totals.memoryBytes();
        });
  }

  private String personValue(String value) {
    return funnel.breakdown().isMissing(value) ? "" : value;
  }

  private ValueTotals totals(String value) {
    ValueTotals known = values.get(value);
    if (known == null) {
      known = empty();
      values.put(value, known);
      memory += known.memoryBytes() + BYTES_PER_VALUE + 2L * value.length();
    }
    return known;
  }

  private ValueTotals empty() {
    return new ValueTotals(funnel.steps());
  }

  /** Adds all persons of another report of the same funnel. */
  public void add(FunnelReport other) {
    other.values.forEach(
        (value, totals) -> {
          ValueTotals own = totals(value);
          memory -= own.memoryBytes();
          own.add(totals);
          memory += own.memoryBytes();
        });
  }

  @Override
  public String json() {
    return new FunnelJson(funnel, values, this::empty).json();
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
      out.writeInt(values.size());
      for (Map.Entry<String, ValueTotals> entry : values.entrySet()) {
        write(out, entry.getKey());
        entry.getValue().write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The report of bytes that {@link #bytes} made. */
  public static FunnelReport of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      FunnelReport report = new FunnelReport(readText(in));
      for (int left = in.readInt(); left > 0; left--) {
        ValueTotals totals = report.totals(readText(in));
        report.memory -= totals.memoryBytes();
        totals.read(in);
        report.memory += totals.memoryBytes();
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

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
