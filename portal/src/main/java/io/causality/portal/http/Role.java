package io.causality.portal.http;

import java.util.Locale;

/** What a user may do, weakest first; each may do all that those before it may. */
public enum Role {
  VIEWER,
  EDITOR,
  ADMIN;

  /** As it stands in the database and on the wire. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #text()}; anything else is a bug of the caller. */
  public static Role of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
