package io.causality.bench.shop;

import io.causality.jobs.archive.OfflineArchive;
import io.causality.proto.StreamNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** Writes events as the files of a lake, past gateway and stream: minutes instead of an hour. */
final class LakeFolder implements ShopGenerator.Sink, AutoCloseable {
  private static final long BUFFERED_BYTES = 1L << 30;

  private final OfflineArchive archive;
  private final Set<String> hours = new ConcurrentSkipListSet<>();
  private long position = StreamNames.EVENTS_PER_MESSAGE;

  /**
   * @param bucket folder that is the bucket of the object store
   */
  LakeFolder(Path bucket) throws IOException {
    archive =
        new OfflineArchive(
            bucket.toUri().toString().replaceAll("/+$", ""), BUFFERED_BYTES, hours::add);
  }

  @Override
  public void accept(ShopEvent event) throws IOException, InterruptedException {
    archive.add(position++, Envelopes.of(event));
  }

  @Override
  public void endOfDay() throws IOException, InterruptedException {
    archive.roll();
  }

  /** Makes everything visible; answers the keys of the hours that exist. */
  Set<String> finish() throws IOException, InterruptedException {
    archive.finish();
    return new TreeSet<>(hours);
  }

  @Override
  public void close() {
    archive.close();
  }
}
