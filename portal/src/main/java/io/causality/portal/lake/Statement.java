package io.causality.portal.lake;

import java.time.Instant;
import java.util.Map;

/**
 * One statement for the query engine.
 *
 * @param user as whom it runs; an app's id, or the lake's owner
 * @param session session properties
 * @param end when it must be done; whoever waits for it then waits no longer
 */
public record Statement(String user, String sql, Map<String, String> session, Instant end) {
  public Statement {
    session = Map.copyOf(session);
  }
}
