package io.causality.jobs.detection;

/**
 * The event time of one app, as its rules are told it. It follows the events; when none has come
 * for five seconds it goes on with the wall clock, {@link #BEHIND_MS} behind, so that silence is
 * noticed. Each app has its own: one that loads its history holds up no other, and makes no other's
 * events late. Never goes back, but when an app's first event comes: until then it is the wall
 * clock. Not thread-safe.
 */
final class AppClock {
  /** After a task has found nothing for two seconds: together five. */
  static final long IDLE_MS = 3_000;

  /** Longer than an event takes from its client to here, usually. */
  static final long BEHIND_MS = 2_000;

  private final MergedTime merged;
  private long nowMs;
  private long baseMs;
  private long baseWallMs;
  private long idleSinceWallMs = -1;

  AppClock(int tasks) {
    this(tasks, MergedTime.UNKNOWN, MergedTime.UNKNOWN, 0);
  }

  private AppClock(int tasks, long nowMs, long baseMs, long baseWallMs) {
    this.merged = new MergedTime(tasks);
    this.nowMs = nowMs;
    this.baseMs = baseMs;
    this.baseWallMs = baseWallMs;
  }

  static AppClock restored(int tasks, SavedClock saved) {
    return new AppClock(tasks, saved.nowMs(), saved.baseMs(), saved.baseWallMs());
  }

  SavedClock saved(String appId) {
    return new SavedClock(appId, nowMs, baseMs, baseWallMs);
  }

  /** Takes a task's report. */
  void hear(int task, long timeMs, boolean idle, long wallMs) {
    merged.hear(task, timeMs, idle);
    if (!merged.idle()) {
      idleSinceWallMs = -1;
    } else if (idleSinceWallMs < 0) {
      idleSinceWallMs = wallMs;
    }
    long heard = merged.timeMs();
    if (heard == MergedTime.UNKNOWN || heard == baseMs) {
      return;
    }
    nowMs = baseMs == MergedTime.UNKNOWN ? heard : Math.max(nowMs, heard);
    baseMs = heard;
    baseWallMs = wallMs;
  }

  /**
   * An event has come. The app's first one stops the wall clock until a task says how far time is:
   * it may be one of long ago.
   */
  void event() {
    if (baseMs == MergedTime.UNKNOWN) {
      nowMs = MergedTime.UNKNOWN;
      idleSinceWallMs = -1;
    }
  }

  /** Looks at the wall clock. */
  void look(long wallMs) {
    if (idleSinceWallMs >= 0 && wallMs - idleSinceWallMs >= IDLE_MS) {
      long going =
          baseMs == MergedTime.UNKNOWN
              ? wallMs - BEHIND_MS
              : baseMs + wallMs - baseWallMs - BEHIND_MS;
      nowMs = Math.max(nowMs, going);
    }
  }

  /** Event time, ms since the epoch, or {@link MergedTime#UNKNOWN} at the very beginning. */
  long nowMs() {
    return nowMs;
  }
}
