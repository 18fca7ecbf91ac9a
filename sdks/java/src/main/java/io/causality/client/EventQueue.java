package io.causality.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Events in order, at most so many, those under way included; on the disk too where there is a
 * journal. Thread-safe.
 */
final class EventQueue {
  /** What {@link #dueNanos} says when nothing waits. */
  static final long NOTHING = -1;

  private final int limit;
  private final @Nullable Journal journal;
  private final Deque<Entry> waiting = new ArrayDeque<>();

  /** Taken, neither delivered nor dropped. */
  private final List<Entry> underWay = new ArrayList<>();

  private long nextSeq = 1;

  /** Events up to this one go without waiting for others. */
  private long flushTo;

  /** An attempt failed: what waits first is due. */
  private boolean again;

  private boolean closed;

  /** By an opt-out: nothing comes in. */
  private boolean muted;

  /** Nothing leaves any more. */
  private boolean ended;

  /** With what a journal kept, which is due at once. */
  EventQueue(int limit, @Nullable Journal journal) {
    this.limit = limit;
    this.journal = journal;
    if (journal != null) {
      waiting.addAll(journal.kept());
      nextSeq = journal.nextSeq();
      flushTo = nextSeq - 1;
    }
  }

  /** What became of a new event. */
  static final class Pushed {
    /** The queue is closed. */
    final boolean refused;

    /** Dropped to make room; null without. */
    final @Nullable Entry oldest;

    Pushed(boolean refused, @Nullable Entry oldest) {
      this.refused = refused;
      this.oldest = oldest;
    }
  }

  synchronized Pushed push(byte[] json) {
    if (muted) {
      return new Pushed(false, null);
    }
    if (closed) {
      return new Pushed(true, null);
    }
    Entry oldest = null;
    if (!waiting.isEmpty() && waiting.size() + underWay.size() >= limit) {
      oldest = waiting.removeFirst();
      forget(List.of(oldest));
    }
    Entry entry = new Entry(nextSeq++, json, System.nanoTime());
    waiting.addLast(entry);
    if (journal != null) {
      journal.add(entry);
    }
    notifyAll();
    return new Pushed(false, oldest);
  }

  /**
   * The oldest events, up to the bounds and at least one, which are under way from now on. At most
   * half of the queue goes, so that there is room for new ones.
   */
  synchronized List<Entry> take(int most, int mostBytes) {
    int bound = Math.min(most, Math.max(1, limit / 2));
    long bytes = Transport.OVERHEAD;
    List<Entry> batch = new ArrayList<>();
    while (!waiting.isEmpty() && batch.size() < bound) {
      Entry next = waiting.getFirst();
      bytes += next.json.length + 1L;
      if (!batch.isEmpty() && bytes > mostBytes) {
        break;
      }
      batch.add(waiting.removeFirst());
    }
    underWay.clear();
    underWay.addAll(batch);
    again = false;
    return batch;
  }

  /** Forgets events that were under way. */
  synchronized void settle(List<Entry> done) {
    underWay.removeAll(done);
    forget(done);
    notifyAll();
  }

  /** Lets what is under way wait again, first in line; returns what there is no room for. */
  synchronized List<Entry> putBack() {
    int lost = Math.max(0, Math.min(underWay.size(), waiting.size() + underWay.size() - limit));
    List<Entry> dropped = new ArrayList<>(underWay.subList(0, lost));
    for (int i = underWay.size() - 1; i >= lost; i--) {
      waiting.addFirst(underWay.get(i));
    }
    underWay.clear();
    again = !waiting.isEmpty();
    forget(dropped);
    notifyAll();
    return dropped;
  }

  /** Drops the oldest beyond the limit, which a journal of a client with a higher one may hold. */
  synchronized List<Entry> trim() {
    List<Entry> lost = new ArrayList<>();
    while (waiting.size() > limit) {
      lost.add(waiting.removeFirst());
    }
    forget(lost);
    return lost;
  }

  /**
   * Lets nothing in any more, or everything again.
   *
   * @return what waited and is forgotten, when it is muted
   */
  synchronized List<Entry> mute(boolean mute) {
    muted = mute;
    return mute ? empty() : List.of();
  }

  /** Takes everything out, under way or not. */
  synchronized List<Entry> empty() {
    List<Entry> all = new ArrayList<>(underWay);
    all.addAll(waiting);
    waiting.clear();
    underWay.clear();
    forget(all);
    notifyAll();
    return all;
  }

  /** Whether an event is still under way; an opt-out empties the queue meanwhile. */
  synchronized boolean holds(Entry entry) {
    return underWay.contains(entry);
  }

  synchronized int size() {
    return waiting.size() + underWay.size();
  }

  /** Lets everything that came so far go at once; returns up to which event that is. */
  synchronized long hurry() {
    flushTo = nextSeq - 1;
    notifyAll();
    return flushTo;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** What is left stays, and nobody waits for it. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Wakes whoever waits, for a reason outside the queue. */
  synchronized void nudge() {
    notifyAll();
  }

  /** Nanoseconds until a batch should go, or {@link #NOTHING}. */
  synchronized long dueNanos(int flushAt, long intervalNanos) {
    if (waiting.isEmpty()) {
      return NOTHING;
    }
    Entry oldest = waiting.getFirst();
    if (waiting.size() >= flushAt || oldest.seq <= flushTo || again || closed) {
      return 0;
    }
    return Math.max(0, oldest.atNanos + intervalNanos - System.nanoTime());
  }

  /** Waits until a batch may be due, or the other reason holds, or something changed. */
  synchronized void awaitDue(int flushAt, long intervalNanos, BooleanSupplier otherwise)
      throws InterruptedException {
    long due = dueNanos(flushAt, intervalNanos);
    if (due != 0 && !otherwise.getAsBoolean()) {
      pause(due == NOTHING ? Long.MAX_VALUE : due);
    }
  }

  /** Waits so long, or until something changed, unless the other reason holds. */
  synchronized void awaitUntil(long nanos, BooleanSupplier otherwise) throws InterruptedException {
    if (!otherwise.getAsBoolean()) {
      pause(nanos);
    }
  }

  @SuppressWarnings("WaitNotInLoop") // All callers ask again what they wait for.
  private void pause(long nanos) throws InterruptedException {
    wait(Math.max(1, Math.min(nanos / 1_000_000 + 1, Integer.MAX_VALUE)));
  }

  /** Waits until no event up to that one is left; false at the deadline or the queue's end. */
  synchronized boolean awaitSettled(long seq, long deadlineNanos) throws InterruptedException {
    while (rest(seq)) {
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0 || ended) {
        return false;
      }
      pause(left);
    }
    return true;
  }

  private boolean rest(long seq) {
    return (!underWay.isEmpty() && underWay.get(0).seq <= seq)
        || (!waiting.isEmpty() && waiting.getFirst().seq <= seq);
  }

  private void forget(List<Entry> gone) {
    if (journal != null && !gone.isEmpty()) {
      journal.remove(gone);
    }
  }
}
