package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.detection.StreamEnd;
import io.causality.proto.StreamNames;
import io.nats.client.JetStreamApiException;
import java.io.IOException;

/**
 * The end of {@link StreamNames#EVENTS}. Connects when first used, and anew after a failure; not
 * thread-safe.
 */
final class NatsStreamEnd implements StreamEnd {
  private final LazyConnection connection;

  NatsStreamEnd(NatsConnectionOptions options) {
    this.connection = new LazyConnection(options, "causality-jobs-end");
  }

  @Override
  public long lastSequence() throws IOException, InterruptedException {
    try {
      return connection
          .get()
          .jetStreamManagement()
          .getStreamInfo(StreamNames.EVENTS)
          .getStreamState()
          .getLastSequence();
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      close();
      throw new IOException("could not ask for the stream " + StreamNames.EVENTS, e);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
