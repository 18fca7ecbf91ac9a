package io.causality.gateway.decode;

/** Rules for the texts that name things. Pure functions. */
final class Texts {
  /** Most characters of an event's name. */
  static final int MAX_EVENT_NAME = 200;

  /** Most characters of an event's id. */
  static final int MAX_ID = 128;

  /** Most characters of the ids of devices, users and sessions, and of property names. */
  static final int MAX_NAME = 256;

  private Texts() {}

  /** The name of a property or trait, or of an entry of a map. */
  static String checkName(String field, String name) throws RejectedEvent {
    return check(name.isEmpty() ? field : field + "." + name, name, 1, MAX_NAME);
  }

  /** An id that may be empty. */
  static String checkId(String field, String text, int most) throws RejectedEvent {
    return check(field, text, 0, most);
  }

  /** The name of an event. */
  static String checkEventName(String field, String text) throws RejectedEvent {
    return check(field, text, 1, MAX_EVENT_NAME);
  }

  private static String check(String field, String text, int least, int most) throws RejectedEvent {
    int length = text.length();
    if (length < least) {
      throw RejectedEvent.of(field, "must not be empty");
    }
    if (length > most) {
      throw RejectedEvent.of(field, "has more than " + most + " characters");
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == 0x7F) {
        throw RejectedEvent.of(field, "must not hold control characters");
      }
    }
    return text;
  }
}
