package io.causality.portal.lake;

import java.util.Map;

/**
 * One statement for the query engine.
 *
 * @param user as whom it runs; an app's id, or the lake's owner
 * @param session session properties
 */
public record Statement(String user, String sql, Map<String, String> session) {
  public Statement {
    session = Map.copyOf(session);
  }
}
