package io.causality.portal.stream;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client's complaints as log lines of ours; without addresses that might hold a password. */
final class QuietErrors implements ErrorListener {
  private static final Logger LOG = LoggerFactory.getLogger(QuietErrors.class);

  private volatile String refusal = "";

  /** Why TLS failed since this was asked last, after a colon; empty if it did not. */
  String takeRefusal() {
    String why = refusal;
    refusal = "";
    return why;
  }

  @Override
  public void errorOccurred(Connection connection, String error) {
    LOG.warn("stream {} {}", kv("event", "nats_error"), kv("error", error));
  }

  @Override
  public void exceptionOccurred(Connection connection, Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        refusal = ": " + cause.getMessage();
      }
    }
    LOG.debug("stream {}", kv("event", "nats_exception"), e);
  }
}
