package io.causality.portal;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.tls.TlsClients;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the portal from the environment. */
public final class PortalMain {
  private static final Logger LOG = LoggerFactory.getLogger(PortalMain.class);
  private static final int FAILED = 1;
  private static final int WRONG_CONFIGURATION = 2;

  private PortalMain() {}

  public static void main(String[] arguments) {
    PortalConfig config;
    try {
      config = PortalConfig.of(System.getenv());
    } catch (PortalConfig.BadConfigException e) {
      e.problems()
          .forEach(problem -> LOG.error("{} {}", problem, kv("event", "bad_configuration")));
      System.exit(WRONG_CONFIGURATION);
      return;
    }
    try {
      TlsClients.install(config.tls());
    } catch (IOException e) {
      LOG.error("{} {}", e.getMessage(), kv("event", "bad_configuration"));
      System.exit(WRONG_CONFIGURATION);
      return;
    }
    Portal portal = new Portal(config, PortalMain::tell);
    Runtime.getRuntime().addShutdownHook(new Thread(portal::close, "shutdown"));
    try {
      portal.start();
    } catch (RuntimeException e) {
      LOG.error("cannot start {}", kv("event", "start_failed"), e);
      System.exit(FAILED);
    }
  }

  /** Made-up secrets go to the terminal, not into the log. */
  private static void tell(List<String> lines) {
    if (!lines.isEmpty()) {
      System.err.println("First start. Keep this; it is not shown again.");
      lines.forEach(System.err::println);
    }
  }
}
