package io.causality.flink.nats.source;

import java.io.IOException;

/**
 * The stream no longer holds messages that the job had yet to read: they expired or were purged, or
 * the stream is another one than the checkpoint speaks of. Restarting does not help; a person
 * decides: a younger savepoint, or {@link JetStreamSourceBuilder#onDataLoss(DataLossPolicy)}.
 */
public final class JetStreamDataLossException extends IOException {
  private static final long serialVersionUID = 1L;

  JetStreamDataLossException(String message) {
    super(message);
  }
}
