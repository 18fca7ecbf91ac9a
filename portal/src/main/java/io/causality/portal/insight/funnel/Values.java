package io.causality.portal.insight.funnel;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a report, most persons first, what was merged last.
 *
 * @param all objects with {@code breakdown}, {@code other} and numbers
 */
record Values(JsonArray all) {
  /** The values that were kept. */
  List<List<String>> kept() {
    List<List<String>> kept = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      JsonObject value = all.getJsonObject(i);
      if (!value.getBoolean("other")) {
        kept.add(value.getJsonArray("breakdown").stream().map(String::valueOf).toList());
      }
    }
    return kept;
  }

  /** There are values that were not kept. */
  boolean hasOther() {
    return !all.isEmpty() && all.getJsonObject(all.size() - 1).getBoolean("other");
  }
}
