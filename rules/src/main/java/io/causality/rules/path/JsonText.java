package io.causality.rules.path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks into properties that are objects or lists, which are stored as JSON text. */
final class JsonText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonText() {}

  /** As {@link EventPath#any}; text that is no JSON has nothing inside. */
  static boolean any(String text, List<Step> steps, Predicate<Object> test) {
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return false;
    }
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return false; // text of a client that only begins like JSON
    }
    return any(root, steps, test);
  }

  private static boolean any(JsonNode node, List<Step> steps, Predicate<Object> test) {
    if (steps.isEmpty()) {
      Object value = value(node);
      return value != null && test.test(value);
    }
    Step step = steps.get(0);
    List<Step> rest = steps.subList(1, steps.size());
    if (step instanceof Step.All) {
      if (node.isArray()) {
        for (JsonNode element : node) {
          if (any(element, rest, test)) {
            return true;
          }
        }
      }
      return false;
    }
    JsonNode next =
        step instanceof Step.Index at
            ? node.path(at.index())
            : node.path(((Step.Name) step).name());
    return !next.isMissingNode() && any(next, rest, test);
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isArray()) {
      List<Object> elements = new ArrayList<>();
      for (JsonNode element : node) {
        Object value = value(element);
        if (value != null) {
          elements.add(value);
        }
      }
      return elements;
    } else if (node.isObject()) {
      return node.toString();
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    } else if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.isNull() ? null : node.textValue();
  }
}
