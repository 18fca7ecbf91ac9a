package io.causality.jobs.copies;

import io.causality.proto.lake.DayCopies;
import io.nats.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps copies of days up to date and removes what is to go, on a thread of its own. Whatever fails
 * is tried again later; until then readers use the files as they were written. See
 * docs/decisions/0009-copies-of-days.md and 0013-removing-from-the-lake.md.
 */
public final class Copying implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Copying.class);

  /** A day that changes all the time is copied that many intervals apart. */
  private static final int REST = 10;

  /** What the store's clock may be ahead of ours, and its seconds are long. */
  private static final Duration CLOCKS = Duration.ofSeconds(2);

  /** Longer than any query runs that may have been told of a copy. */
  private static final Duration UNUSED = Duration.ofHours(1);

  private final String root;
  private final Connector connector;
  private final Supplier<Optional<Instant>> checkpoint;
  private final Settings settings;
  private final Thread worker = new Thread(this::run, "copies");
  private final Map<String, Instant> copiedAt = new HashMap<>();
  private final Map<String, Instant> unusedSince = new HashMap<>();
  private Map<String, LakeRecord> before = Map.of();

  /**
   * How often.
   *
   * @param interval between two looks
   * @param settle from the end of an hour until it is copied, and from the commit of a file until
   *     it may be removed
   */
  public record Settings(Duration interval, Duration settle) {}

  /** Connects to NATS. */
  @FunctionalInterface
  public interface Connector {
    Connection connect() throws IOException, InterruptedException;
  }

  /**
   * Copies in a lake; not yet started.
   *
   * @param root URI of the folder of the tables, e.g. {@code s3://causality}
   * @param checkpoint when the archive's newest complete checkpoint began; empty before the first
   *     one of this process
   */
  public Copying(
      String root, Connector connector, Supplier<Optional<Instant>> checkpoint, Settings settings) {
    this.root = root;
    this.connector = connector;
    this.checkpoint = checkpoint;
    this.settings = settings;
    worker.setDaemon(true);
  }

  /** Starts. File systems must have been initialised. */
  public void start() {
    worker.start();
  }

  private void run() {
    try {
      while (true) {
        try {
          look();
        } catch (IOException | RuntimeException e) {
          LOG.warn("event=copies_failed reason={}", e.toString());
        }
        Thread.sleep(settings.interval().toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A new connection for each look: after a kill of the server an old one may stay deaf. */
  private void look() throws IOException, InterruptedException {
    Connection connection = connector.connect();
    try {
      CopyIndex index = new NatsCopyIndex(connection);
      LakeStore store = new LakeStore(root);
      try {
        remove(connection, store, index);
      } catch (IOException | RuntimeException e) {
        LOG.warn("event=removal_failed reason={}", e.toString());
      }
      DayCopier copier = new DayCopier(store, index);
      Map<String, LakeRecord> now = index.read();
      for (Map.Entry<String, LakeRecord> app : now.entrySet()) {
        LakeRecord last = before.getOrDefault(app.getKey(), CopyPlan.nothing());
        Map<LocalDate, CopyPlan> due =
            CopyPlan.of(app.getValue(), last, Instant.now(), settings.settle());
        for (Map.Entry<LocalDate, CopyPlan> day : due.entrySet()) {
          copy(copier, app.getKey(), day.getKey(), day.getValue(), app.getValue());
        }
      }
      before = now;
      for (Map.Entry<String, LakeRecord> app : index.read().entrySet()) {
        FileStatus[] stored = copier.stored(app.getKey());
        join(copier, app.getKey(), app.getValue(), stored);
        // As it was before: what has just been joined is cleaned away after the next look.
        clean(copier, app.getKey(), app.getValue(), stored);
      }
    } finally {
      connection.close();
    }
  }

  /** What is to go, before anything of it is copied. */
  private void remove(Connection connection, LakeStore store, CopyIndex index)
      throws IOException, InterruptedException {
    Optional<Instant> settled =
        checkpoint.get().map(began -> began.minus(settings.settle()).minus(CLOCKS));
    if (settled.isEmpty()) {
      return;
    }
    Set<String> counted = new Erasures(connection, store, index, settled.get()).work();
    Map<String, Integer> days = RetentionDays.read(connection);
    Map<String, LakeRecord> known = days.isEmpty() ? Map.of() : index.read();
    Retention retention = new Retention(store, index);
    for (Map.Entry<String, LakeRecord> app : known.entrySet()) {
      Integer kept = days.get(app.getKey());
      if (kept != null && !counted.contains(app.getKey())) {
        retention.expire(app.getKey(), kept, app.getValue(), Instant.now(), settled.get());
      }
    }
  }

  private void copy(DayCopier copier, String app, LocalDate day, CopyPlan plan, LakeRecord known)
      throws InterruptedException {
    String key = DayCopies.key(app, day);
    Instant last = copiedAt.getOrDefault(key, Instant.MIN);
    Instant began = Instant.now();
    if (last.plus(settings.interval().multipliedBy(REST)).isAfter(began)) {
      return;
    }
    copiedAt.put(key, began);
    DayCopies.Entry none = new DayCopies.Entry("none", new TreeMap<>());
    try {
      Optional<DayCopier.Made> made =
          copier.copy(app, day, plan, known.copies().getOrDefault(day, none));
      if (made.isPresent()) {
        LOG.info(
            "event=day_copied app={} day={} hours={} sources={} rows={} ms={}",
            app,
            day,
            made.get().copy().states().size(),
            made.get().sources(),
            made.get().rows(),
            Duration.between(began, Instant.now()).toMillis());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("event=day_not_copied app={} day={} reason={}", app, day, e.toString());
    }
  }

  private void join(DayCopier copier, String app, LakeRecord known, FileStatus[] stored)
      throws InterruptedException {
    Map<String, Long> sizes = new HashMap<>();
    for (FileStatus file : stored) {
      sizes.put(file.getPath().getName(), file.getLen());
    }
    for (NavigableMap<LocalDate, DayCopies.Entry> days :
        JoinPlan.of(known, sizes, Instant.now(), settings.settle())) {
      Instant began = Instant.now();
      try {
        Optional<DayCopier.Made> made = copier.join(app, days);
        if (made.isPresent()) {
          LOG.info(
              "event=days_joined app={} first={} days={} sources={} rows={} ms={}",
              app,
              days.firstKey(),
              days.size(),
              made.get().sources(),
              made.get().rows(),
              Duration.between(began, Instant.now()).toMillis());
        }
      } catch (IOException | RuntimeException e) {
        LOG.warn(
            "event=days_not_joined app={} first={} reason={}", app, days.firstKey(), e.toString());
      }
    }
  }

  /** Deletes copies that no reader can know of any more. */
  private void clean(DayCopier copier, String app, LakeRecord record, FileStatus[] stored)
      throws IOException {
    Set<String> used =
        record.copies().values().stream().map(DayCopies.Entry::file).collect(Collectors.toSet());
    Set<String> unused = new HashSet<>();
    for (FileStatus file : stored) {
      String name = app + "/" + file.getPath().getName();
      if (used.contains(file.getPath().getName())) {
        continue;
      }
      unused.add(name);
      Instant since = unusedSince.computeIfAbsent(name, first -> Instant.now());
      if (since.plus(UNUSED).isBefore(Instant.now())) {
        copier.remove(file);
        LOG.info("event=copy_removed app={} file={}", app, file.getPath().getName());
      }
    }
    unusedSince.keySet().removeIf(name -> name.startsWith(app + "/") && !unused.contains(name));
  }

  @Override
  public void close() throws InterruptedException {
    worker.interrupt();
    worker.join();
  }
}
