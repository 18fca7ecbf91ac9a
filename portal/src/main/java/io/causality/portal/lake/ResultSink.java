package io.causality.portal.lake;

import com.fasterxml.jackson.core.JsonParser;
import io.vertx.core.json.JsonArray;
import java.io.IOException;

/** Takes a result as it comes. Used by one thread. */
public interface ResultSink {
  /** The columns as the engine describes them; before any row, perhaps more than once. */
  void columns(JsonArray columns);

  /**
   * One row: the parser stands at its start and must be left at its end.
   *
   * @return false when no more rows are wanted
   */
  boolean row(JsonParser parser) throws IOException, InterruptedException;
}
