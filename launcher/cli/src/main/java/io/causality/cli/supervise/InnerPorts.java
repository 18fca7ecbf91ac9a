package io.causality.cli.supervise;

import io.causality.cli.settings.PropertiesFile;
import io.causality.servers.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ports of the parts that only other parts speak to: free ones, kept from run to run, so that two
 * copies run beside each other and a part that is started again is where its clients look for it.
 */
record InnerPorts(
    int nats, int postgres, int s3, int trino, int flinkManagement, int portalManagement) {
  private static final List<String> NAMES =
      List.of("nats", "postgres", "s3", "trino", "flink-management", "portal-management");

  /** The ports of this file; one that is new, or that a stranger sits on now, is replaced. */
  static InnerPorts ensure(Path file) throws IOException {
    Map<String, String> kept = PropertiesFile.read(file);
    Map<String, String> now = new TreeMap<>();
    for (String name : NAMES) {
      String port = kept.get(name);
      boolean usable = port != null && Ports.isFree(Integer.parseInt(port));
      now.put(name, usable ? port : Integer.toString(Ports.free()));
    }
    if (!now.equals(kept)) {
      PropertiesFile.write(file, now);
    }
    return new InnerPorts(
        Integer.parseInt(now.get("nats")),
        Integer.parseInt(now.get("postgres")),
        Integer.parseInt(now.get("s3")),
        Integer.parseInt(now.get("trino")),
        Integer.parseInt(now.get("flink-management")),
        Integer.parseInt(now.get("portal-management")));
  }
}
