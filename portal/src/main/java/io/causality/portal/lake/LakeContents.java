package io.causality.portal.lake;

import io.causality.portal.stream.KvMirror;
import io.causality.portal.stream.NatsLink;
import io.causality.proto.lake.AppEvents;
import io.causality.proto.lake.DayCopies;
import io.causality.proto.lake.HourEntries;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the lake holds, as the archive records it. Thread-safe. */
public final class LakeContents {
  private final KvMirror lake;
  private final String bucket;

  /**
   * The lake in a bucket.
   *
   * @param lake the archive's records
   * @param bucket of the files, without scheme
   */
  public LakeContents(KvMirror lake, String bucket) {
    this.lake = lake;
    this.bucket = bucket;
  }

  /**
   * The app's hours, and the copies that stand for some of them.
   *
   * <p>The entries may change while they are read. It does no harm: a copy counts for an hour only
   * if it was made at the state that the hour's entry shows, and then holds every event of it.
   *
   * @throws io.causality.portal.http.ProblemException {@code stream_down} while they are not known
   */
  public AppEvents of(String app) {
    if (!lake.isComplete()) {
      throw NatsLink.down();
    }
    String hoursPrefix = HourEntries.keyPrefix(app);
    String copiesPrefix = DayCopies.keyPrefix(app);
    NavigableMap<Instant, String> states = new TreeMap<>();
    Map<String, String> copies = new HashMap<>();
    lake.entries()
        .forEach(
            (key, value) -> {
              if (key.startsWith(hoursPrefix)) {
                HourEntries.hour(key.substring(hoursPrefix.length()))
                    .ifPresent(hour -> states.put(hour, value));
              } else if (key.startsWith(copiesPrefix)) {
                copies.put(key.substring(copiesPrefix.length()), value);
              }
            });
    return DayCopies.events(app, bucket, states, copies);
  }
}
