package io.causality.jobs.copies;

import io.causality.proto.StreamNames;
import io.causality.proto.lake.DayCopies;
import io.causality.proto.lake.HourEntries;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.impl.NatsKeyValueWatchSubscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The index in NATS, over a connection that belongs to somebody else. */
final class NatsCopyIndex implements CopyIndex {
  private static final long READ_SECONDS = 60;

  private final Connection connection;

  NatsCopyIndex(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Map<String, LakeRecord> read() throws IOException, InterruptedException {
    Map<String, LakeRecord> apps = new HashMap<>();
    entries()
        .forEach(
            (key, value) -> {
              String[] parts = key.split("\\.", -1);
              if (parts.length != 3) {
                return;
              }
              LakeRecord app =
                  apps.computeIfAbsent(
                      parts[1], name -> new LakeRecord(new TreeMap<>(), new TreeMap<>()));
              // What cannot be read is somebody else's: no reader takes it for an hour or a copy.
              if (key.startsWith(HourEntries.keyPrefix(parts[1]))) {
                HourEntries.hour(parts[2]).ifPresent(hour -> app.states().put(hour, value));
              } else if (key.startsWith(DayCopies.keyPrefix(parts[1]))) {
                DayCopies.day(parts[2])
                    .ifPresent(
                        day ->
                            DayCopies.Entry.parse(value)
                                .ifPresent(copy -> app.copies().put(day, copy)));
              }
            });
    return apps;
  }

  private Map<String, String> entries() throws IOException, InterruptedException {
    Map<String, String> entries = new ConcurrentHashMap<>();
    CountDownLatch whole = new CountDownLatch(1);
    KeyValueWatcher watcher =
        new KeyValueWatcher() {
          @Override
          public void watch(KeyValueEntry entry) {
            if (entry.getOperation() == KeyValueOperation.PUT) {
              entries.put(entry.getKey(), text(entry));
            } else {
              entries.remove(entry.getKey());
            }
          }

          @Override
          public void endOfData() {
            whole.countDown();
          }
        };
    try {
      NatsKeyValueWatchSubscription subscription = bucket().watchAll(watcher);
      try {
        if (!whole.await(READ_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("the bucket " + StreamNames.LAKE + " could not be read in time");
        }
      } finally {
        subscription.unsubscribe();
      }
    } catch (JetStreamApiException | IllegalStateException e) {
      throw new IOException("the bucket " + StreamNames.LAKE + " could not be read", e);
    }
    return Map.copyOf(entries);
  }

  @Override
  public Optional<String> state(String app, Instant hour) throws IOException {
    String key = HourEntries.key(app, hour);
    try {
      KeyValueEntry entry = bucket().get(key);
      return entry == null ? Optional.empty() : Optional.of(text(entry));
    } catch (JetStreamApiException | IllegalStateException e) {
      throw new IOException("the entry " + key + " could not be read", e);
    }
  }

  @Override
  public boolean forget(String app, Instant hour, String state) throws IOException {
    String key = HourEntries.key(app, hour);
    try {
      KeyValueEntry entry = bucket().get(key);
      if (entry == null) {
        return true;
      }
      if (!text(entry).equals(state)) {
        return false;
      }
      bucket().purge(key, entry.getRevision());
      return true;
    } catch (JetStreamApiException | IllegalStateException e) {
      throw new IOException("the entry " + key + " could not be deleted", e);
    }
  }

  @Override
  public void changed(String app, Instant hour) throws IOException {
    String key = HourEntries.key(app, hour);
    try {
      bucket().put(key, HourEntries.newState().getBytes(StandardCharsets.US_ASCII));
    } catch (JetStreamApiException | IllegalStateException e) {
      throw new IOException("the entry " + key + " could not be written", e);
    }
  }

  @Override
  public void forgetCopy(String app, LocalDate day) throws IOException {
    String key = DayCopies.key(app, day);
    try {
      if (bucket().get(key) != null) {
        bucket().purge(key);
      }
    } catch (JetStreamApiException | IllegalStateException e) {
      throw new IOException("the entry " + key + " could not be deleted", e);
    }
  }

  @Override
  public void put(String app, LocalDate day, DayCopies.Entry copy) throws IOException {
    String key = DayCopies.key(app, day);
    try {
      bucket().put(key, copy.text().getBytes(StandardCharsets.UTF_8));
    } catch (JetStreamApiException | IllegalStateException e) {
      throw new IOException("the entry " + key + " could not be written", e);
    }
  }

  private KeyValue bucket() throws IOException {
    return connection.keyValue(StreamNames.LAKE);
  }

  private static String text(KeyValueEntry entry) {
    byte[] value = entry.getValue(); // null when it is empty
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }
}
