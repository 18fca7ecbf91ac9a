package io.causality.cli.supervise;

import io.causality.servers.Server;
import java.time.Duration;
import java.util.List;

/**
 * One part of the product.
 *
 * @param server its process and its health
 * @param needs names of the parts that must be ready before its first start; later it copes alone
 * @param grace how long it may take to stop in good order
 * @param checkEvery how often its health is asked for while it is ready
 */
public record Part(Server server, List<String> needs, Duration grace, Duration checkEvery) {
  /** Copies its list. */
  public Part {
    needs = List.copyOf(needs);
  }

  /** The name in status and on the command line. */
  public String name() {
    return server.name();
  }
}
