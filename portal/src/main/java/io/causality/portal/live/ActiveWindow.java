package io.causality.portal.live;

/**
 * Who was active in an app in the last thirty minutes, by the minute of arrival. Thread-safe. More
 * persons in one minute than {@link PersonSet#MOST} are not told apart.
 */
final class ActiveWindow {
  static final int MINUTES = 30;
  private static final int NOW_MINUTES = 5;

  private final long[] minutes = new long[MINUTES];
  private final long[] events = new long[MINUTES];
  private final PersonSet[] persons = new PersonSet[MINUTES];

  ActiveWindow() {
    for (int i = 0; i < MINUTES; i++) {
      minutes[i] = -1;
      persons[i] = new PersonSet();
    }
  }

  /**
   * Numbers of one moment.
   *
   * @param active5m persons in this minute and the four before
   * @param perMinute persons in each of the thirty minutes, the current one last
   * @param eventsPerMinute events likewise
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, written out once
  record Figures(int active5m, int[] perMinute, long[] eventsPerMinute) {}

  /**
   * Counts an event.
   *
   * @param minute of arrival, since the epoch
   * @param person hash of who did it
   */
  synchronized void add(long minute, long person) {
    int slot = (int) (minute % MINUTES);
    if (minutes[slot] > minute) {
      return; // older than the window
    }
    if (minutes[slot] < minute) {
      minutes[slot] = minute;
      events[slot] = 0;
      persons[slot].clear();
    }
    events[slot]++;
    persons[slot].add(person);
  }

  synchronized Figures at(long minute) {
    int[] perMinute = new int[MINUTES];
    long[] eventsPerMinute = new long[MINUTES];
    PersonSet now = new PersonSet();
    for (int i = 0; i < MINUTES; i++) {
      long one = minute - MINUTES + 1 + i;
      int slot = (int) (one % MINUTES);
      if (minutes[slot] == one) {
        perMinute[i] = persons[slot].size();
        eventsPerMinute[i] = events[slot];
        if (one > minute - NOW_MINUTES) {
          now.addAll(persons[slot]);
        }
      }
    }
    return new Figures(now.size(), perMinute, eventsPerMinute);
  }
}
