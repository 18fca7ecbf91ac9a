package io.causality.portal.stream;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client's complaints as log lines of ours; without addresses that might hold a password. */
final class QuietErrors implements ErrorListener {
  private static final Logger LOG = LoggerFactory.getLogger(QuietErrors.class);

  @Override
  public void errorOccurred(Connection connection, String error) {
    LOG.warn("stream {} {}", kv("event", "nats_error"), kv("error", error));
  }

  @Override
  public void exceptionOccurred(Connection connection, Exception e) {
    LOG.debug("stream {}", kv("event", "nats_exception"), e);
  }
}
