package io.causality.jobs.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Values that the catalog is to hold no longer, as a document: {@code [[event, property, value],
 * …]}. Pure functions.
 */
public final class ForgottenValues {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTS = 3;

  private ForgottenValues() {}

  /**
   * A value of a property.
   *
   * @param event name of the event; empty for traits
   */
  public record Value(String event, String property, String value) {}

  /** The values as JSON. */
  public static ArrayNode json(Collection<Value> values) {
    ArrayNode all = JSON.createArrayNode();
    values.forEach(
        value -> all.addArray().add(value.event()).add(value.property()).add(value.value()));
    return all;
  }

  /** Reads what {@link #json} wrote; what is no value is left out. */
  public static Set<Value> of(JsonNode json) {
    Set<Value> values = new LinkedHashSet<>();
    for (JsonNode each : json) {
      if (each.size() == PARTS) {
        values.add(new Value(each.get(0).asText(), each.get(1).asText(), each.get(2).asText()));
      }
    }
    return values;
  }

  /**
   * Reads a document.
   *
   * @throws IOException when it is none
   */
  static Set<Value> parse(String document) throws IOException {
    try {
      return of(JSON.readTree(document));
    } catch (JsonProcessingException e) {
      throw new IOException("no list of values", e);
    }
  }
}
