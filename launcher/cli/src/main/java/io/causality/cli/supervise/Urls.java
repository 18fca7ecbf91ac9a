package io.causality.cli.supervise;

/** The public addresses, by their ports on 127.0.0.1. */
public record Urls(int gatewayPort, int managementPort, int portalPort) {
  /** Where events come in. */
  public String gateway() {
    return local(gatewayPort);
  }

  /** The gateway's health and metrics. */
  public String management() {
    return local(managementPort);
  }

  /** Pages and API. */
  public String portal() {
    return local(portalPort);
  }

  private static String local(int port) {
    return "http://127.0.0.1:" + port;
  }
}
