package io.causality.portal.pipeline;

import io.causality.portal.apps.Apps;
import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Role;
import io.causality.portal.pipeline.DeadLetterStream.Letter;
import io.causality.portal.stream.NatsLink;
import io.causality.proto.v1.EventEnvelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The dead letters of apps. Sending one again stores its event in the stream under the same id, so
 * that it counts once even if the first copy came through after all. Thread-safe.
 */
public final class DeadLetters {
  /** Most letters that one call sends again. */
  static final int MOST_AT_ONCE = 10_000;

  private static final int PAGE = 500;

  private final Apps apps;
  private final Database database;
  private final DeadLetterStream stream;

  public DeadLetters(Apps apps, Database database, NatsLink link) {
    this.apps = apps;
    this.database = database;
    this.stream = new DeadLetterStream(link);
  }

  /** A letter, and when it was sent again. */
  record Listed(Letter letter, Optional<Instant> replayedAt) {}

  /** What became of letters. */
  record Replayed(int replayed, int failed) {}

  /** The app's letters before that sequence, newest first. */
  List<Listed> list(Caller caller, String app, long before, int limit) {
    apps.require(caller, app);
    return marked(app, stream.before(app, before, limit));
  }

  /** Sends these letters again (editor); one that holds no readable event has failed. */
  Replayed replay(Caller caller, String app, List<Long> sequences) {
    apps.require(caller, app);
    caller.require(Role.EDITOR);
    int replayed = 0;
    for (long sequence : sequences) {
      Optional<Letter> letter = stream.at(app, sequence);
      if (letter.isPresent() && replay(caller, app, letter.get())) {
        replayed++;
      }
    }
    return new Replayed(replayed, sequences.size() - replayed);
  }

  /** Sends all letters again that were not yet (editor), the newest ten thousand at most. */
  Replayed replayAll(Caller caller, String app) {
    apps.require(caller, app);
    caller.require(Role.EDITOR);
    int replayed = 0;
    int failed = 0;
    long before = Long.MAX_VALUE;
    while (replayed + failed < MOST_AT_ONCE) {
      List<Listed> page = list(caller, app, before, PAGE);
      if (page.isEmpty()) {
        break;
      }
      for (Listed listed : page) {
        before = listed.letter().sequence();
        if (listed.replayedAt().isPresent()) {
          continue;
        }
        if (replay(caller, app, listed.letter())) {
          replayed++;
        } else {
          failed++;
        }
      }
    }
    return new Replayed(replayed, failed);
  }

  private boolean replay(Caller caller, String app, Letter letter) {
    Optional<EventEnvelope> event = letter.event();
    if (event.isEmpty()) {
      return false;
    }
    stream.replay(letter, event.get());
    database.with(
        c ->
            Rows.update(
                c,
                "INSERT INTO dead_letter_replays (stream_seq, failed_at_ms, app_id, replayed_by)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT (stream_seq, failed_at_ms)"
                    + " DO UPDATE SET replayed_by = excluded.replayed_by, replayed_at = now()",
                letter.sequence(),
                letter.content().getFailedAtMs(),
                app,
                caller.email()));
    return true;
  }

  private List<Listed> marked(String app, List<Letter> letters) {
    record Mark(long sequence, long failedAtMs) {}
    Map<Mark, Instant> marks = new HashMap<>();
    if (!letters.isEmpty()) {
      database.with(
          c ->
              Rows.list(
                  c,
                  "SELECT stream_seq, failed_at_ms, replayed_at FROM dead_letter_replays"
                      + " WHERE app_id = ? AND stream_seq BETWEEN ? AND ?",
                  row ->
                      marks.put(
                          new Mark(row.getLong("stream_seq"), row.getLong("failed_at_ms")),
                          Objects.requireNonNull(Rows.instant(row, "replayed_at"))),
                  app,
                  letters.getLast().sequence(),
                  letters.getFirst().sequence()));
    }
    List<Listed> listed = new ArrayList<>();
    for (Letter letter : letters) {
      Mark mark = new Mark(letter.sequence(), letter.content().getFailedAtMs());
      listed.add(new Listed(letter, Optional.ofNullable(marks.get(mark))));
    }
    return listed;
  }
}
