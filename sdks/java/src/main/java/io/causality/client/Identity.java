package io.causality.client;

import org.jspecify.annotations.Nullable;

/** Who and what an event belongs to; empty texts are missing. Immutable. */
public final class Identity {
  static final Identity NOBODY = new Identity("", "", "");

  private final String userId;
  private final String deviceId;
  private final String sessionId;

  /** Any of them may be empty, or null, which is the same. */
  public Identity(@Nullable String userId, @Nullable String deviceId, @Nullable String sessionId) {
    this.userId = orEmpty(userId);
    this.deviceId = orEmpty(deviceId);
    this.sessionId = orEmpty(sessionId);
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** The app's own id of the person. */
  public String userId() {
    return userId;
  }

  /** The installation, browser or host. */
  public String deviceId() {
    return deviceId;
  }

  /** The visit. */
  public String sessionId() {
    return sessionId;
  }
}
