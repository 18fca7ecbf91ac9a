package io.causality.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trino with the one catalog {@code lake} over an S3 server, configured by the files under {@code
 * trino/} of this module's resources: the same for tests and for production.
 */
public class TrinoServer extends Server {
  private static final List<String> CONFIGURATION =
      List.of(
          "config.properties",
          "log.properties",
          "access-control.properties",
          "rules.json",
          "resource-groups.properties",
          "resource-groups.json",
          "catalog/lake.properties");

  /**
   * What the server is for. Trino's start is bound by the optimizing compiler: CPU seconds until
   * the first answer on a busy two-core machine were 31 by the JVM's defaults, 18 with the late
   * compiler, 13 without it.
   */
  public enum Life {
    /** Minutes, with little data: never compile hard. */
    SHORT,
    /** Serves for long: compile hard what has proven to be hot, ten times later than usual. */
    LONG;

    private List<String> options() {
      return switch (this) {
        case SHORT -> List.of("-XX:TieredStopAtLevel=1");
        case LONG ->
            List.of(
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000");
      };
    }
  }

  private final Installation installation;
  private final List<Path> plugins;
  private final Path folder;
  private final int port;
  private final S3Server s3;
  private final int heapMegabytes;
  private final Life life;

  /**
   * A server that keeps its metastore under {@code folder} and reads from {@code s3}.
   *
   * @param plugins folders of jars, loaded beside the installation's own plugins; read at each
   *     start
   * @param heapMegabytes from 640 on
   */
  public TrinoServer(
      Installation installation,
      List<Path> plugins,
      Path folder,
      int port,
      S3Server s3,
      int heapMegabytes,
      Life life) {
    super("trino", folder.resolve("trino.log"));
    this.installation = installation;
    this.plugins = List.copyOf(plugins);
    this.folder = folder.toAbsolutePath();
    this.port = port;
    this.s3 = s3;
    this.heapMegabytes = heapMegabytes;
    this.life = life;
  }

  @Override
  protected Launch prepare() throws IOException {
    Path etc = folder.resolve("etc");
    for (String name : CONFIGURATION) {
      SecretFiles.write(etc.resolve(name), resource(name));
    }
    Path home = installation.trino();
    Path pluginFolder = folder.resolve("plugin");
    PluginFolder.fill(pluginFolder, home.resolve("plugin"), plugins);
    Files.createDirectories(folder.resolve("data"));
    List<String> command = new ArrayList<>();
    command.add(installation.java25().toString());
    command.addAll(life.options());
    command.addAll(
        List.of(
            "-Xmx" + heapMegabytes + "m",
            "-XX:+UseParallelGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ReservedCodeCacheSize=256m",
            "-Dfile.encoding=UTF-8",
            "-Duser.timezone=UTC",
            "-Djdk.attach.allowAttachSelf=true",
            "-Djdk.nio.maxCachedBufferSize=2000000",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dconfig=etc/config.properties",
            "-Dlog.levels-file=etc/log.properties",
            "-Dplugin.dir=" + pluginFolder,
            "-cp",
            home + "/lib/*",
            "io.trino.server.TrinoServer"));
    return new Launch(command, folder, environment());
  }

  private Map<String, String> environment() {
    return Map.of(
        "CAUSALITY_TRINO_HOST", "127.0.0.1",
        "CAUSALITY_TRINO_PORT", Integer.toString(port),
        "CAUSALITY_TRINO_DATA", folder.resolve("data").toString(),
        "CAUSALITY_S3_ENDPOINT", s3.endpoint(),
        "CAUSALITY_S3_REGION", S3Server.REGION,
        "CAUSALITY_S3_ACCESS_KEY", s3.accessKey(),
        "CAUSALITY_S3_SECRET_KEY", s3.secretKey());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = TrinoServer.class.getResourceAsStream("/trino/" + name)) {
      if (in == null) {
        throw new IOException("no resource trino/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public final Optional<String> problem() {
    return TrinoProbe.problem(url());
  }

  @Override
  protected Duration startLimit() {
    return Duration.ofMinutes(6);
  }

  /** {@code http://127.0.0.1:port}. */
  public final String url() {
    return "http://127.0.0.1:" + port;
  }
}
