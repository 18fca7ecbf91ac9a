package io.causality.portal.apps;

import io.causality.proto.lake.LakeDdl;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An app: what sends events.
 *
 * @param id for ever; also the name of the app's own user in the query engine
 * @param timezone IANA name of the zone in which its days begin
 * @param weekStart {@code monday} or {@code sunday}
 * @param internalFilters conditions that an event meets when it is none of our own people's
 * @param verifiedOnly whether only verified questions are answered
 * @param retentionDays for how many days events are kept; 0: for good
 */
public record App(
    String id,
    String name,
    Instant createdAt,
    String timezone,
    String weekStart,
    JsonArray internalFilters,
    boolean verifiedOnly,
    int retentionDays) {
  /** Users of the query engine that are no apps: the lake's owner reads everything. */
  private static final Set<String> RESERVED = Set.of(LakeDdl.OWNER);

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

  /** Whether an app may not have that id although it is well formed. */
  public static boolean isReserved(String id) {
    return RESERVED.contains(id);
  }

  /** Whether the text can be an app's id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches() && !isReserved(text);
  }
}
