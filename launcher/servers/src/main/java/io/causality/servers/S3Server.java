package io.causality.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** S3Proxy on a folder: an object store for one machine. */
public final class S3Server extends Server {
  /** The only region there is; clients insist on one. */
  public static final String REGION = "us-east-1";

  private static final String LOGGING =
      """
      <configuration>
        <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %level %logger{0} %msg%n</pattern></encoder>
        </appender>
        <root level="WARN"><appender-ref ref="OUT"/></root>
      </configuration>
      """;

  private final Installation installation;
  private final Path folder;
  private final int port;
  private final Credentials keys;

  /** A server that keeps its objects under {@code folder}; {@code keys}: access key and secret. */
  public S3Server(Installation installation, Path folder, int port, Credentials keys) {
    super("s3", folder.resolve("s3.log"));
    this.installation = installation;
    this.folder = folder.toAbsolutePath();
    this.port = port;
    this.keys = keys;
  }

  @Override
  protected Launch prepare() throws IOException {
    Files.createDirectories(objects());
    Path logging = folder.resolve("logback.xml");
    Files.writeString(logging, LOGGING);
    List<String> command =
        List.of(
            installation.java25().toString(),
            "-Xmx256m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:MaxMetaspaceSize=128m",
            "-Dlogback.configurationFile=" + logging,
            "-cp",
            own() + File.pathSeparator + installation.s3proxy() + "/*",
            "io.causality.servers.objects.ObjectStoreMain");
    Map<String, String> environment =
        Map.of(
            "CAUSALITY_S3_LISTEN", endpoint(),
            "CAUSALITY_S3_DATA", objects().toString(),
            "CAUSALITY_S3_ACCESS_KEY", keys.user(),
            "CAUSALITY_S3_SECRET_KEY", keys.password());
    return new Launch(command, folder, environment);
  }

  /** The jar or folder with this module's classes. */
  private static Path own() {
    try {
      return Path.of(S3Server.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path has a place that is no URI", e);
    }
  }

  @Override
  public Optional<String> problem() {
    return HttpProbe.problem(endpoint() + "/?" + signatureForListingBuckets());
  }

  /** Makes a bucket where there is none; works before the first start, too. */
  public void createBucket(String name) {
    try {
      Files.createDirectories(objects().resolve(name)); // S3Proxy's buckets are folders
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code http://127.0.0.1:port}, path-style. */
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** The same as {@link #endpoint()}. */
  public String url() {
    return endpoint();
  }

  /** Access key that the server takes. */
  public String accessKey() {
    return keys.user();
  }

  /** Secret key that the server takes. */
  public String secretKey() {
    return keys.password();
  }

  /** A request signed in its query (the older, short scheme): the check tests the keys, too. */
  private String signatureForListingBuckets() {
    long expires = System.currentTimeMillis() / 1000 + 60;
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(keys.password().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] digest = mac.doFinal(("GET\n\n\n" + expires + "\n/").getBytes(StandardCharsets.UTF_8));
      String signature =
          URLEncoder.encode(Base64.getEncoder().encodeToString(digest), StandardCharsets.UTF_8);
      return "AWSAccessKeyId=%s&Expires=%d&Signature=%s".formatted(keys.user(), expires, signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }

  /** Folder that holds a folder for each bucket, and in it the objects as files. */
  public Path objects() {
    return folder.resolve("objects");
  }
}
