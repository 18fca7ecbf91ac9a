package io.causality.gateway;

import io.causality.tls.TlsClients;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the gateway from the environment and stops it on SIGTERM. */
public final class GatewayMain {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayMain.class);
  private static final int WRONG_CONFIG = 2;

  private GatewayMain() {}

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) throws InterruptedException {
    GatewayConfig config;
    try {
      config = GatewayConfig.fromEnvironment(System.getenv());
    } catch (InvalidConfigException e) {
      LOG.atError().addKeyValue("reason", String.valueOf(e.getMessage())).log("config_invalid");
      System.exit(WRONG_CONFIG);
      return;
    }
    try {
      TlsClients.install(config.tls());
    } catch (IOException e) {
      LOG.atError().addKeyValue("reason", String.valueOf(e.getMessage())).log("config_invalid");
      System.exit(WRONG_CONFIG);
      return;
    }
    Gateway gateway = new Gateway(config);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(gateway)));
    gateway.start();
  }

  private static void stop(Gateway gateway) {
    try {
      gateway.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
