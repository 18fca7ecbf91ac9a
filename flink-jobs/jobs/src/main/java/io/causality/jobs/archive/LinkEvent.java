package io.causality.jobs.archive;

/**
 * An event that carries both ids, reduced to what links them; also a row of {@code device_links}.
 */
public record LinkEvent(String appId, String deviceId, String userId, long timeMs, long streamSeq) {
  LinkPoint point() {
    return new LinkPoint(timeMs, streamSeq, userId);
  }
}
