package io.causality.portal.ask.agent;

import io.causality.portal.apps.App;
import io.causality.portal.ask.tools.Run;
import io.causality.portal.http.Caller;
import io.causality.portal.http.ClientGone;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A question for a model.
 *
 * @param before questions of the thread with their answers, oldest first
 * @param first time of the app's first event
 * @param last of its last one
 * @param run does the steps
 * @param gone tells when nobody waits any more
 */
public record AgentQuestion(
    Caller caller,
    App app,
    String text,
    List<Before> before,
    Instant now,
    ZoneId zone,
    Optional<Instant> first,
    Optional<Instant> last,
    Run run,
    ClientGone gone) {
  public AgentQuestion {
    before = List.copyOf(before);
  }

  /** A question that was asked before, with its answer. */
  public record Before(String question, JsonObject answer) {}
}
