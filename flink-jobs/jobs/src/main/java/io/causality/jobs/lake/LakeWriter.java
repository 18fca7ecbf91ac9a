package io.causality.jobs.lake;

import io.causality.jobs.JobMetrics;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Collects rows by bucket and turns them into stored files: all of them at a checkpoint, the
 * largest ones when memory is full. Encoding happens in the task's thread, one file at a time;
 * storing in a few others, because a file of a few kilobytes costs an object store three round
 * trips.
 */
final class LakeWriter<T> implements CommittingSinkWriter<T, LakeCommittable> {
  private static final int STORING_THREADS = 4;

  /** Files that are encoded and not yet stored, at most. */
  private static final int MAX_STORING = 16;

  private final LakeRows<T> rows;
  private final LakeRows.Encoder<T> encoder;
  private final LakeFiles files;
  private final long maxBufferedBytes;
  private final long maxFileBytes;
  private final Map<Bucket, Buffer<T>> buffers = new HashMap<>();
  private final Deque<Future<LakeCommittable>> storing = new ArrayDeque<>();
  private final List<LakeCommittable> stored = new ArrayList<>();
  private final ExecutorService executor;
  private final AtomicLong bufferedBytes = new AtomicLong();

  private static final class Buffer<T> {
    final Bucket bucket;
    final List<T> rows = new ArrayList<>();
    long bytes;

    Buffer(Bucket bucket) {
      this.bucket = bucket;
    }
  }

  LakeWriter(
      LakeRows<T> rows,
      LakeFiles files,
      long maxBufferedBytes,
      long maxFileBytes,
      MetricGroup metrics) {
    this.rows = rows;
    this.encoder = rows.encoder();
    this.files = files;
    this.maxBufferedBytes = maxBufferedBytes;
    this.maxFileBytes = maxFileBytes;
    this.executor =
        Executors.newFixedThreadPool(
            STORING_THREADS,
            task -> {
              Thread thread = new Thread(task, "lake-store-" + rows.table());
              thread.setDaemon(true);
              return thread;
            });
    metrics.gauge(JobMetrics.BUFFERED_BYTES, (Gauge<Long>) bufferedBytes::get);
  }

  @Override
  public void write(T row, Context context) throws IOException, InterruptedException {
    Buffer<T> buffer = buffers.computeIfAbsent(rows.bucket(row), Buffer::new);
    int bytes = rows.heapBytes(row);
    buffer.rows.add(row);
    buffer.bytes += bytes;
    long total = bufferedBytes.addAndGet(bytes);
    if (buffer.bytes >= maxFileBytes) {
      buffers.remove(buffer.bucket);
      toFile(buffer);
    } else if (total >= maxBufferedBytes) {
      makeRoom();
    }
  }

  /** Turns the largest buckets into files until half of the memory is free. */
  private void makeRoom() throws IOException, InterruptedException {
    List<Buffer<T>> largestFirst = new ArrayList<>(buffers.values());
    largestFirst.sort(Comparator.comparingLong((Buffer<T> buffer) -> buffer.bytes).reversed());
    for (Buffer<T> buffer : largestFirst) {
      if (bufferedBytes.get() <= maxBufferedBytes / 2) {
        return;
      }
      buffers.remove(buffer.bucket);
      toFile(buffer);
    }
  }

  private void toFile(Buffer<T> buffer) throws IOException, InterruptedException {
    buffer.rows.sort(rows.order());
    ByteSink bytes = ParquetEncoder.encode(buffer.rows, encoder.forFile(buffer.rows));
    long count = buffer.rows.size();
    bufferedBytes.addAndGet(-buffer.bytes);
    while (storing.size() >= MAX_STORING) {
      stored.add(await(storing.remove()));
    }
    storing.add(executor.submit(() -> files.store(rows.table(), buffer.bucket, bytes, count)));
  }

  private static LakeCommittable await(Future<LakeCommittable> file)
      throws IOException, InterruptedException {
    try {
      return file.get();
    } catch (ExecutionException e) {
      throw new IOException("a file of the lake could not be stored", e.getCause());
    }
  }

  @Override
  public Collection<LakeCommittable> prepareCommit() throws IOException, InterruptedException {
    for (Buffer<T> buffer : buffers.values()) {
      toFile(buffer);
    }
    buffers.clear();
    while (!storing.isEmpty()) {
      stored.add(await(storing.remove()));
    }
    List<LakeCommittable> result = List.copyOf(stored);
    stored.clear();
    return result;
  }

  @Override
  public void flush(boolean endOfInput) {
    // Rows wait for prepareCommit, which follows.
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
