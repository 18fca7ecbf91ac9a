package io.causality.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.servers.PostgresServer;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.causality.testkit.TestAuthority;
import io.causality.testkit.TlsNatsServer;
import io.causality.tls.TlsClients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS on the portal's listeners and to NATS and PostgreSQL, which are real and take nothing else.
 */
class TlsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private static Path folder;
  private static TestAuthority ours;
  private static TestAuthority theirs;
  private static Map<String, String> environment;
  private static TlsNatsServer nats;
  private static SSLContext before;

  @BeforeAll
  static void start() throws Exception {
    before = SSLContext.getDefault();
    ours = new TestAuthority(folder.resolve("ours"));
    theirs = new TestAuthority(folder.resolve("theirs"));
    TestAuthority.Keys server = ours.issue("server", "ip:127.0.0.1");
    TestAuthority.Keys client = ours.issue("client", "dns:client");
    nats = new TlsNatsServer(folder.resolve("nats"), server, ours.certificate());
    nats.start();
    PostgresServer postgres = Servers.postgres();
    secure(postgres, server);
    environment = new HashMap<>();
    environment.put("CAUSALITY_PORTAL_PORT", "0");
    environment.put("CAUSALITY_PORTAL_MANAGEMENT_PORT", "0");
    environment.put("CAUSALITY_NATS_URL", nats.url());
    environment.put("CAUSALITY_DB_URL", postgres.createDatabase());
    environment.put("CAUSALITY_DB_USER", postgres.user());
    environment.put("CAUSALITY_DB_PASSWORD", postgres.password());
    environment.put("CAUSALITY_TRINO_URL", "http://127.0.0.1:1");
    environment.put("CAUSALITY_TLS_CA_FILE", ours.certificate().toString());
    environment.put("CAUSALITY_TLS_CERT_FILE", server.certificate().toString());
    environment.put("CAUSALITY_TLS_KEY_FILE", server.key().toString());
    environment.put("CAUSALITY_TLS_CLIENT_CERT_FILE", client.certificate().toString());
    environment.put("CAUSALITY_TLS_CLIENT_KEY_FILE", client.key().toString());
    environment.put("CAUSALITY_TLS_MANAGEMENT", "true");
  }

  @AfterAll
  static void stop() {
    nats.close();
    SSLContext.setDefault(before);
  }

  /** PostgreSQL takes TLS from now on; the files must be its own. */
  private static void secure(PostgresServer postgres, TestAuthority.Keys keys) throws Exception {
    try (Connection c =
            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        Statement statement = c.createStatement()) {
      Path data;
      try (ResultSet row = statement.executeQuery("SHOW data_directory")) {
        row.next();
        data = Path.of(row.getString(1));
      }
      for (Path file : new Path[] {keys.certificate(), keys.key()}) {
        String name = file.equals(keys.key()) ? "server.key" : "server.crt";
        Path copy = Files.copy(file, data.resolve(name));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        Files.setOwner(copy, Files.getOwner(data));
      }
      statement.execute("ALTER SYSTEM SET ssl = on");
      statement.execute("SELECT pg_reload_conf()");
    }
    Await.until("PostgreSQL speaks TLS", PATIENCE, () -> speaksTls(postgres));
  }

  private static boolean speaksTls(PostgresServer postgres) throws SQLException {
    try (Connection c =
        DriverManager.getConnection(
            postgres.url() + "?sslmode=require", postgres.user(), postgres.password())) {
      return c.isValid(2);
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("SSL")) {
        return false; // the settings are read in a moment
      }
      throw e;
    }
  }

  private static Portal portal(Path rootOfDatabase) throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put(
        "CAUSALITY_DB_URL",
        environment.get("CAUSALITY_DB_URL") + "?sslmode=verify-full&sslrootcert=" + rootOfDatabase);
    PortalConfig config = PortalConfig.of(all);
    TlsClients.install(config.tls());
    return new Portal(config, told -> {});
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    }
  }

  @Test
  void everyEdgeSpeaksTls() throws Exception {
    try (Portal portal = portal(ours.certificate())) {
      Portal.Ports ports = portal.start();
      Await.until(
          "database and stream are there",
          PATIENCE,
          () -> {
            String reasons = get(ports.management(), "/readyz").body();
            return !reasons.contains("database:") && !reasons.contains("stream:");
          });
      HttpResponse<String> page = get(ports.api(), "/api/sign-in");
      assertThat(page.statusCode()).isEqualTo(200);
      PostgresServer postgres = Servers.postgres();
      try (Connection c =
              DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
          Statement statement = c.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT count(*), count(*) FILTER (WHERE s.ssl) FROM pg_stat_ssl s"
                      + " JOIN pg_stat_activity a USING (pid)"
                      + " WHERE a.application_name = 'causality-portal' AND a.datname LIKE 'db_%'"
                      + " AND a.datname = '"
                      + environment.get("CAUSALITY_DB_URL").replaceAll(".*/", "")
                      + "'")) {
        row.next();
        assertThat(row.getInt(1)).isPositive().isEqualTo(row.getInt(2));
      }
    }
  }

  @Test
  void aDatabaseOfAnotherAuthorityGetsNoPassword() throws Exception {
    try (Portal portal = portal(theirs.certificate())) {
      Portal.Ports ports = portal.start();
      Await.until(
          "the stream is there",
          PATIENCE,
          () -> !get(ports.management(), "/readyz").body().contains("stream:"));
      assertThat(get(ports.management(), "/readyz").body()).contains("database:");
    }
  }
}
