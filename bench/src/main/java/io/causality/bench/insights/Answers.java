package io.causality.bench.insights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/** Whether two answers have the same numbers. Pure. */
final class Answers {
  private Answers() {}

  /** Numbers are compared by value, so that 3 equals 3.0; the order of fields does not matter. */
  static boolean equal(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.size() != other.size() || one.getNodeType() != other.getNodeType()) {
      return false;
    }
    if (one.isArray()) {
      for (int i = 0; i < one.size(); i++) {
        if (!equal(one.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (one.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> fields = one.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (!other.has(field.getKey()) || !equal(field.getValue(), other.get(field.getKey()))) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }
}
