package io.causality.portal.ask.tools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** What an answer may use: each runs as the asking user, over the app of the question. */
public interface DataAccess {
  /** Runs an InsightSpec; answers its {@code result}. */
  JsonObject insight(String title, Map<String, Object> spec) throws InterruptedException;

  /** Runs one query; answers its rows. */
  List<JsonArray> sql(String title, String sql) throws InterruptedException;
}
