package io.causality.client;

/** Who and what an event belongs to; empty texts are missing. Immutable. */
public final class Identity {
  private final String userId;
  private final String deviceId;
  private final String sessionId;

  /** Any of them may be empty. */
  public Identity(String userId, String deviceId, String sessionId) {
    this.userId = userId;
    this.deviceId = deviceId;
    this.sessionId = sessionId;
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
