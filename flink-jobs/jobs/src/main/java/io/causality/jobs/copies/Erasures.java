package io.causality.jobs.copies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.causality.jobs.catalog.ForgottenValues;
import io.causality.proto.CatalogEntries;
import io.causality.proto.StreamNames;
import io.causality.proto.v1.CatalogEntry;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.StreamInfoOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out requests to forget people, each in looks: it notes how far the streams are, waits
 * until the archive has come that far, and goes over everything until it finds nothing any more.
 * See docs/decisions/0013-removing-from-the-lake.md. For one thread.
 */
final class Erasures {
  private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Count of the receipt: values that nobody else had, of those that the web app suggests. */
  private static final String VALUES = "suggested_values";

  private final Connection connection;
  private final LakeStore store;
  private final CopyIndex index;
  private final Instant settled;

  Erasures(Connection connection, LakeStore store, CopyIndex index, Instant settled) {
    this.connection = connection;
    this.store = store;
    this.index = index;
    this.settled = settled;
  }

  /**
   * Goes on with every request that is not done.
   *
   * @return apps whose rows are counted before and after: until then nothing else is removed
   */
  Set<String> work() throws IOException, InterruptedException {
    Set<String> counted = new HashSet<>();
    try {
      if (!connection.keyValueManagement().getBucketNames().contains(StreamNames.ERASURES)) {
        return counted;
      }
      KeyValue bucket = connection.keyValue(StreamNames.ERASURES);
      for (String key : bucket.keys()) {
        KeyValueEntry entry = bucket.get(key);
        if (entry != null && entry.getValue() != null) {
          ErasureRequest request = ErasureRequest.read(key, entry.getValue());
          work(bucket, request);
          if (request.isBeingCounted()) {
            counted.add(request.app());
          }
        }
      }
      return counted;
    } catch (JetStreamApiException | IllegalStateException e) {
      throw new IOException("the bucket " + StreamNames.ERASURES + " could not be used", e);
    }
  }

  private void work(KeyValue bucket, ErasureRequest request)
      throws IOException, InterruptedException, JetStreamApiException {
    if (request.isDone()) {
      return;
    }
    if (!request.hasEnd()) {
      request.end(ends());
      bucket.put(request.key(), request.bytes());
      return;
    }
    if (request.has(VALUES)) { // the archive has been told of them
      finish(bucket, request);
      return;
    }
    if (!isArchived(request.ends())) {
      return;
    }
    long last = request.ends().values().stream().mapToLong(Long::longValue).max().orElse(0);
    LakeErasure erasure =
        new LakeErasure(
            store,
            index,
            new StreamErasure(connection, last),
            settled,
            () -> save(bucket, request));
    LakeRecord record = index.read().getOrDefault(request.app(), CopyPlan.nothing());
    long lastRow = StreamNames.streamSeq(last, StreamNames.EVENTS_PER_MESSAGE - 1);
    PersonValues values = new PersonValues(catalog(request.app()), request.values());
    boolean nothingLeft = erasure.pass(request, record, lastRow, values);
    if (nothingLeft) {
      List<ForgottenValues.Value> only = values.only();
      if (!only.isEmpty()) {
        byte[] document = ForgottenValues.json(only).toString().getBytes(StandardCharsets.UTF_8);
        connection.keyValue(StreamNames.FORGOTTEN_VALUES).put(request.key(), document);
      }
      request.put(VALUES, only.size());
    }
    bucket.put(request.key(), request.bytes());
    if (nothingLeft) {
      finish(bucket, request);
    }
  }

  /** Done when the archive's state has their values no longer, or there are none. */
  private void finish(KeyValue bucket, ErasureRequest request)
      throws IOException, JetStreamApiException {
    KeyValueEntry waiting = connection.keyValue(StreamNames.FORGOTTEN_VALUES).get(request.key());
    if (waiting != null && waiting.getValue() != null) {
      return;
    }
    request.done(Instant.now());
    bucket.put(request.key(), request.bytes());
    LOG.info(
        "event=person_erased request={} events={} files={}",
        request.key(),
        request.count("events"),
        request.count("files"));
  }

  private List<CatalogEntry> catalog(String app)
      throws IOException, InterruptedException, JetStreamApiException {
    KeyValue catalog = connection.keyValue(StreamNames.CATALOG);
    List<CatalogEntry> entries = new ArrayList<>();
    for (String key : catalog.keys(CatalogEntries.prefix(app) + ">")) {
      KeyValueEntry entry = catalog.get(key);
      if (entry != null && entry.getValue() != null) {
        entries.add(CatalogEntries.parse(entry.getValueAsString()));
      }
    }
    return entries;
  }

  private static void save(KeyValue bucket, ErasureRequest request) throws IOException {
    try {
      bucket.put(request.key(), request.bytes());
    } catch (JetStreamApiException e) {
      throw new IOException("the request " + request.key() + " could not be written", e);
    }
  }

  /** Sequence of the last message of each partition now. */
  private Map<Integer, Long> ends() throws IOException, JetStreamApiException {
    JetStreamManagement streams = connection.jetStreamManagement();
    Map<Integer, Long> ends = new TreeMap<>();
    var subjects =
        streams
            .getStreamInfo(StreamNames.EVENTS, StreamInfoOptions.allSubjects())
            .getStreamState()
            .getSubjectMap();
    for (String subject : subjects.keySet()) {
      ends.put(
          Integer.valueOf(subject.substring(StreamNames.EVENTS_PREFIX.length())),
          streams.getLastMessage(StreamNames.EVENTS, subject).getSeq());
    }
    return ends;
  }

  private boolean isArchived(Map<Integer, Long> ends) throws IOException, JetStreamApiException {
    KeyValueEntry progress = connection.keyValue(StreamNames.LAKE).get(StreamNames.PROGRESS);
    if (progress == null || progress.getValue() == null) {
      return ends.isEmpty();
    }
    JsonNode positions = JSON.readTree(progress.getValue()).path("positions");
    return ends.entrySet().stream()
        .allMatch(end -> positions.path(end.getKey().toString()).asLong() >= end.getValue());
  }
}
