package io.causality.jobs.archive;

/**
 * An event that carries both ids, reduced to what links them; also a row of {@code device_links}.
 */
public record LinkEvent(String appId, String deviceId, String userId, long timeMs, long streamSeq) {
  /** The row for another link of the same device. */
  LinkEvent at(LinkPoint point) {
    return new LinkEvent(appId, deviceId, point.userId(), point.timeMs(), point.streamSeq());
  }

  LinkPoint point() {
    return new LinkPoint(timeMs, streamSeq, userId, false);
  }
}
