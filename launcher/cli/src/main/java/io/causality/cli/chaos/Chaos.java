package io.causality.cli.chaos;

import io.causality.cli.portal.PortalClient;
import io.causality.cli.settings.DataFolder;
import io.causality.cli.settings.Secrets;
import io.causality.cli.settings.Settings;
import io.causality.cli.supervise.Part;
import io.causality.cli.supervise.ProcessLedger;
import io.causality.cli.supervise.Product;
import io.causality.cli.supervise.Supervisor;
import io.causality.servers.Installation;
import io.causality.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A product of its own on free ports, relays before NATS and S3, and a run on it. */
public final class Chaos {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private Chaos() {}

  /**
   * What to do.
   *
   * @param limit how long faults come
   * @param faults at most so many
   * @param rate events per second
   * @param seed of everything random
   * @param folder of the product, or null for a temporary one
   */
  public record Plan(Duration limit, int faults, int rate, long seed, @Nullable Path folder) {}

  /**
   * What came out.
   *
   * @param good nothing lost, nothing doubled, everything recovered
   */
  public record Result(boolean good, String text, String json) {}

  /**
   * Runs it all; takes the limit, the start, and the time to catch up.
   *
   * @param says gets a line for each thing that happens
   */
  public static Result run(Plan plan, Consumer<String> says) throws Exception {
    Path given = plan.folder();
    if (given != null && Files.exists(given)) {
      throw new IOException(given + " exists; a run needs a product of its own");
    }
    Path folder = given == null ? Files.createTempDirectory("causality-chaos") : given;
    Files.createDirectories(folder);
    Result result = runIn(folder, plan, says);
    if (given == null && result.good()) {
      delete(folder);
    } else {
      says.accept("its data and logs are in " + folder);
    }
    return result;
  }

  private static Result runIn(Path folder, Plan plan, Consumer<String> says) throws Exception {
    Settings settings = settings(folder);
    DataFolder data = new DataFolder(folder);
    Secrets secrets = Secrets.ensure(data, settings.admin());
    Path root = Path.of(System.getProperty("causality.root", "."));
    Map<String, Relay> relays = new HashMap<>();
    List<Part> parts =
        Product.parts(
            settings,
            secrets,
            root,
            Installation.find(),
            (server, port) -> {
              Relay relay = Relay.to(port);
              relays.put(server, relay);
              return relay.port();
            });
    try (Disks disks = Disks.mount(data, says)) {
      ProcessLedger ledger = new ProcessLedger(data.processes());
      Supervisor supervisor = new Supervisor(parts, Product.STOP_ORDER, ledger, says);
      Thread hook = new Thread(() -> stop(supervisor), "stop-all");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        return onceReady(supervisor, settings, secrets, relays, disks, plan, says);
      } finally {
        supervisor.stop();
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    } finally {
      for (Relay relay : relays.values()) {
        relay.close();
      }
    }
  }

  private static Result onceReady(
      Supervisor supervisor,
      Settings settings,
      Secrets secrets,
      Map<String, Relay> relays,
      Disks disks,
      Plan plan,
      Consumer<String> says)
      throws Exception {
    if (supervisor.start(START_LIMIT) instanceof Supervisor.Start.Failed(String part, String why)) {
      throw new IOException(part + " did not come up: " + why);
    }
    PortalClient portal =
        new PortalClient("http://127.0.0.1:" + settings.portalPort(), secrets.adminToken());
    portal.createApp(ChaosRun.APP);
    String key = portal.createKey(ChaosRun.APP, "chaos").get("key").asText();
    Random random = new Random(plan.seed());
    ChaosLoad load = new ChaosLoad("http://127.0.0.1:" + settings.gatewayPort(), key, plan.rate());
    Faults faults =
        new Faults(supervisor, relay(relays, "nats"), relay(relays, "s3"), disks.all(), random);
    says.accept(
        "faults of %d kinds, seed %d, %d events/s"
            .formatted(faults.kinds(), plan.seed(), plan.rate()));
    try (AlertWatch alerts = AlertWatch.start(portal)) {
      ChaosReport report =
          new ChaosRun(supervisor, portal, load, alerts, faults, random, says)
              .run(plan.limit(), plan.faults(), plan.seed());
      return new Result(report.good(), report.toText(), report.toJson());
    }
  }

  private static Relay relay(Map<String, Relay> relays, String server) {
    Relay relay = relays.get(server);
    if (relay == null) {
      throw new IllegalStateException("the product has no link to " + server);
    }
    return relay;
  }

  private static Settings settings(Path folder) throws IOException {
    Map<String, String> values = new HashMap<>(System.getenv());
    values.put(Settings.DATA, folder.toString());
    for (String port :
        List.of(Settings.GATEWAY_PORT, Settings.MANAGEMENT_PORT, Settings.PORTAL_PORT)) {
      values.put(port, Integer.toString(Ports.free()));
    }
    return Settings.of(values);
  }

  private static void stop(Supervisor supervisor) {
    try {
      supervisor.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
