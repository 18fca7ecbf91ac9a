package io.causality.flink.nats.testjob;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that remembers the highest watermark that reached it. */
public final class WatermarkProbe implements Sink<Integer> {
  private static final Map<String, Long> HIGHEST = new ConcurrentHashMap<>();

  private final String id;

  WatermarkProbe(String id) {
    this.id = id;
  }

  public static long highest(String id) {
    return HIGHEST.getOrDefault(id, Long.MIN_VALUE);
  }

  @Override
  public SinkWriter<Integer> createWriter(WriterInitContext context) throws IOException {
    return new Writer(id);
  }

  private record Writer(String id) implements SinkWriter<Integer> {
    @Override
    public void write(Integer element, Context context) {}

    @Override
    public void writeWatermark(Watermark watermark) {
      HIGHEST.merge(id, watermark.getTimestamp(), Math::max);
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
