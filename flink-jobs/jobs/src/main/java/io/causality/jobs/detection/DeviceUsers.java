package io.causality.jobs.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Who was seen on a device, and from when on; the last few of them. Immutable.
 *
 * @param users in order of time
 */
record DeviceUsers(List<User> users) {
  private static final int MOST = 4;

  static final DeviceUsers NONE = new DeviceUsers(List.of());

  /** A user, from this event time on. */
  record User(String id, long fromMs) {}

  /** With one more sight of a user. */
  DeviceUsers with(String userId, long timeMs) {
    int after = 0;
    while (after < users.size() && users.get(after).fromMs() <= timeMs) {
      after++;
    }
    if (after > 0 && users.get(after - 1).id().equals(userId)) {
      return this;
    }
    List<User> more = new ArrayList<>(users);
    if (after < more.size() && more.get(after).id().equals(userId)) {
      more.remove(after);
    }
    more.add(after, new User(userId, timeMs));
    return new DeviceUsers(List.copyOf(more.subList(Math.max(0, more.size() - MOST), more.size())));
  }

  /**
   * To whom an event without a user belongs: who was seen last at or before it, else first after
   * it; else {@code otherwise}.
   */
  String at(long timeMs, String otherwise) {
    if (users.isEmpty()) {
      return otherwise;
    }
    String found = users.get(0).id();
    for (User user : users) {
      if (user.fromMs() <= timeMs) {
        found = user.id();
      }
    }
    return found;
  }
}
