package io.causality.flink.nats.source;

import io.causality.flink.nats.NatsSession;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the first sequence of a job that starts without a checkpoint, waiting for the stream where
 * that needs it. Blocks; runs in the enumerator's worker thread and ends when that is interrupted.
 */
final class StartLookup implements Callable<Long> {
  private static final Logger LOG = LoggerFactory.getLogger(StartLookup.class);

  private final JetStreamSourceConfig config;
  private final StartPosition start;

  StartLookup(JetStreamSourceConfig config, StartPosition start) {
    this.config = config;
    this.start = start;
  }

  @Override
  public Long call() throws IOException, InterruptedException {
    if (start instanceof StartPosition.Sequence sequence) {
      return sequence.value();
    }
    return start instanceof StartPosition.OnlyNew ? afterTheLast() : 1L;
  }

  private long afterTheLast() throws IOException, InterruptedException {
    var patience = new Patience(config.unavailableTimeout());
    while (true) {
      try (var session = NatsSession.open(config.connection(), "flink-source-start")) {
        var management = session.connection().jetStreamManagement(session.jetStreamOptions());
        return management.getStreamInfo(config.stream()).getStreamState().getLastSequence() + 1;
      } catch (IOException | JetStreamApiException e) {
        LOG.info("waiting for stream {}: {}", config.stream(), e.toString());
        Thread.sleep(patience.failed("stream " + config.stream(), e).toMillis());
      }
    }
  }
}
