package io.causality.flink.nats.source;

import io.nats.client.AuthenticationException;
import java.io.IOException;
import java.time.Duration;

/**
 * How long to try again, and how fast: waits double from 100 ms to 2 s, and after the limit the
 * last cause is thrown. Refused credentials are thrown at once. Not thread-safe.
 */
final class Patience {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Duration limit;
  private Duration wait = FIRST;
  private long failingSince = -1;

  Patience(Duration limit) {
    this.limit = limit;
  }

  /**
   * Something did not answer.
   *
   * @return how long to wait before the next try
   * @throws IOException when there shall be none
   */
  Duration failed(String what, Exception cause) throws IOException {
    if (cause instanceof AuthenticationException) {
      throw new IOException("NATS refuses the credentials of this job", cause);
    }
    var now = System.nanoTime();
    if (failingSince < 0) {
      failingSince = now;
    }
    if (now - failingSince > limit.toNanos()) {
      throw new IOException(what + " was not available for " + limit, cause);
    }
    var result = wait;
    wait = wait.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : wait.multipliedBy(2);
    return result;
  }

  /** It answered: the next failure counts from its own beginning. */
  void succeeded() {
    failingSince = -1;
    wait = FIRST;
  }
}
