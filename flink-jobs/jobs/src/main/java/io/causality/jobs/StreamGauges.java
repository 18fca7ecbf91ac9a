package io.causality.jobs;

import io.causality.proto.StreamNames;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How full the stream of events is, asked when somebody looks. Thread-safe. */
final class StreamGauges {
  private static final Logger LOG = LoggerFactory.getLogger(StreamGauges.class);

  private final LazyConnection connection;

  /** Connects when it is asked first. */
  StreamGauges(JobsConfig config) {
    connection = new LazyConnection(config.nats(), "causality-jobs-metrics");
  }

  /** Values by name; none while NATS does not answer. */
  synchronized Map<String, Long> values() {
    try {
      StreamInfo events = connection.get().jetStreamManagement().getStreamInfo(StreamNames.EVENTS);
      return Map.of(
          JobMetrics.STREAM_BYTES, events.getStreamState().getByteCount(),
          JobMetrics.STREAM_MAX_BYTES, events.getConfiguration().getMaxBytes());
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      LOG.debug("event=stream_does_not_answer reason={}", e.toString());
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Map.of();
  }

  private void close() {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("event=connection_not_closed reason={}", e.toString());
    }
  }
}
