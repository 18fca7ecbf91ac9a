package io.causality.jobs.copies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.causality.jobs.catalog.ForgottenValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A person to be forgotten, and what has been done about it: an entry of the bucket {@link
 * io.causality.proto.StreamNames#ERASURES}. Not thread-safe.
 */
final class ErasureRequest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String key;
  private final ObjectNode document;

  private ErasureRequest(String key, ObjectNode document) {
    this.key = key;
    this.document = document;
  }

  /**
   * Reads an entry.
   *
   * @throws IOException when it is none
   */
  static ErasureRequest read(String key, byte[] value) throws IOException {
    if (JSON.readTree(value) instanceof ObjectNode document && key.indexOf('.') > 0) {
      return new ErasureRequest(key, document);
    }
    throw new IOException("the entry " + key + " is no request");
  }

  String key() {
    return key;
  }

  String app() {
    return key.substring(0, key.indexOf('.'));
  }

  boolean isDone() {
    return document.path("state").asText().equals("done");
  }

  String person() {
    return document.path("person_id").asText();
  }

  /** Whether it is known up to which message of each partition the request reaches. */
  boolean hasEnd() {
    return document.has("ends");
  }

  /** Sequence of the last message that the request reaches, by partition. */
  Map<Integer, Long> ends() {
    Map<Integer, Long> ends = new TreeMap<>();
    JsonNode read = document.path("ends");
    read.fieldNames()
        .forEachRemaining(
            partition -> ends.put(Integer.valueOf(partition), read.get(partition).asLong()));
    return ends;
  }

  void end(Map<Integer, Long> ends) {
    ObjectNode written = document.putObject("ends");
    ends.forEach((partition, sequence) -> written.put(partition.toString(), sequence));
  }

  long count(String what) {
    return document.path("receipt").path(what).asLong();
  }

  void add(String what, long count) {
    put(what, count(what) + count);
  }

  void put(String what, long count) {
    ObjectNode receipt =
        document.get("receipt") instanceof ObjectNode known ? known : document.putObject("receipt");
    receipt.put(what, count);
  }

  boolean has(String what) {
    return document.path("receipt").has(what);
  }

  /** Whether rows were counted before, and those that are left are still to be. */
  boolean isBeingCounted() {
    return has("events_before") && !isDone();
  }

  /** Values of the catalog that rows of the person had, as far as passes have found them. */
  Set<ForgottenValues.Value> values() {
    return ForgottenValues.of(document.path("values"));
  }

  void values(Set<ForgottenValues.Value> values) {
    document.set("values", ForgottenValues.json(values));
  }

  /** Under which names the person may be mentioned elsewhere. */
  void names(Iterable<String> names) {
    ArrayNode written = document.putArray("names");
    names.forEach(written::add);
  }

  /** The jobs' part is done. */
  void done(Instant at) {
    document.put("state", "done");
    document.put("finished_at", at.toString());
    document.remove("ends");
    document.remove("values");
  }

  byte[] bytes() {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }
}
