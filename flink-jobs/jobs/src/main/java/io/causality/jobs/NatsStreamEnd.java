package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.detection.StreamEnd;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The end of {@link StreamNames#EVENTS}. Connects when first used, and anew after a failure; not
 * thread-safe.
 */
final class NatsStreamEnd implements StreamEnd {
  private final NatsConnectionOptions options;
  private @Nullable Connection connection;

  NatsStreamEnd(NatsConnectionOptions options) {
    this.options = options;
  }

  @Override
  public long lastSequence() throws IOException, InterruptedException {
    try {
      Connection open = connection;
      if (open == null) {
        open = NatsSetup.connect(options, "causality-jobs-end");
        connection = open;
      }
      return open.jetStreamManagement()
          .getStreamInfo(StreamNames.EVENTS)
          .getStreamState()
          .getLastSequence();
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      // After a kill of the server a connection may come back and yet never see another answer.
      close();
      throw new IOException("could not ask for the stream " + StreamNames.EVENTS, e);
    }
  }

  @Override
  public void close() throws IOException {
    Connection closing = connection;
    connection = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while closing a connection", e);
      }
    }
  }
}
