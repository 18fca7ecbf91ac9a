package io.causality.gateway.publish;

import io.causality.gateway.nats.NatsLink;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever watches an app what was refused for a key of it. Best effort: not stored, not
 * awaited, a few per second and app. Holds reasons, never what was sent. Thread-safe.
 */
public final class RefusalNotices {
  /** Most notices of an app in a second. */
  static final int PER_SECOND = 5;

  private static final Logger LOG = LoggerFactory.getLogger(RefusalNotices.class);

  private final NatsLink link;
  private final Clock clock;
  private final ConcurrentMap<String, Told> told = new ConcurrentHashMap<>();

  /** How many notices an app had in a second. */
  private record Told(long second, int notices) {}

  /** Notices over that link, while it is up. */
  public RefusalNotices(NatsLink link, Clock clock) {
    this.link = link;
    this.clock = clock;
  }

  /**
   * Tells of one refusal.
   *
   * @param app of the key
   * @param field where in the event; null where it is not about one
   */
  public void tell(String app, String code, String detail, @Nullable String field) {
    Connection connection = link.current();
    if (connection == null || !mayTell(app)) {
      return;
    }
    JsonObject notice =
        new JsonObject()
            .put("at", clock.instant().toString())
            .put("code", code)
            .put("detail", detail)
            .put("field", field);
    try {
      connection.publish(
          StreamNames.REJECTED_PREFIX + app, notice.encode().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalStateException e) {
      LOG.atDebug().addKeyValue("reason", String.valueOf(e.getMessage())).log("notice_lost");
    }
  }

  private boolean mayTell(String app) {
    long now = clock.instant().getEpochSecond();
    Told after =
        told.merge(
            app,
            new Told(now, 1),
            (before, one) ->
                before.second() == now
                    ? new Told(now, Math.min(before.notices() + 1, PER_SECOND + 1))
                    : one);
    return after.notices() <= PER_SECOND;
  }
}
