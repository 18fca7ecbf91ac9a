package io.causality.portal.freshness;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the archive's last completed checkpoint covers.
 *
 * @param positions per partition the sequence of the last message that is done
 * @param apps what became of each app's events, since it began
 */
record Progress(Map<Integer, Long> positions, Map<String, Done> apps) {
  static final Progress NONE = new Progress(Map.of(), Map.of());

  Progress {
    positions = Map.copyOf(positions);
    apps = Map.copyOf(apps);
  }

  /** Events of an app, by what became of them. */
  record Done(long inLake, long deduplicated, long deadLetters) {
    static final Done NOTHING = new Done(0, 0, 0);
  }

  /** Sequence of the last done message of a partition; 0 for none. */
  long position(int partition) {
    return positions.getOrDefault(partition, 0L);
  }

  Done of(String app) {
    return apps.getOrDefault(app, Done.NOTHING);
  }

  /** Reads the archive's document; nothing where there is none, or none that can be read. */
  static Optional<Progress> parse(@Nullable String json) {
    if (json == null) {
      return Optional.empty();
    }
    try {
      JsonObject document = new JsonObject(json);
      Map<Integer, Long> positions = new HashMap<>();
      JsonObject sent = document.getJsonObject("positions", new JsonObject());
      sent.fieldNames().forEach(p -> positions.put(Integer.valueOf(p), sent.getLong(p)));
      Map<String, Done> apps = new HashMap<>();
      JsonObject counts = document.getJsonObject("apps", new JsonObject());
      for (String app : counts.fieldNames()) {
        JsonObject done = counts.getJsonObject(app);
        apps.put(
            app,
            new Done(
                done.getLong("in_lake", 0L),
                done.getLong("deduplicated", 0L),
                done.getLong("dead_letters", 0L)));
      }
      return Optional.of(new Progress(positions, apps));
    } catch (DecodeException | NumberFormatException | ClassCastException e) {
      return Optional.empty();
    }
  }
}
