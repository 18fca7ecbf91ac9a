package io.causality.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.causality.testkit.Await;
import io.causality.testkit.TestAuthority;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  @TempDir Path folder;
  private TestAuthority authority;
  private SSLContext before;
  private Vertx vertx;

  @BeforeEach
  void start() throws Exception {
    before = SSLContext.getDefault();
    authority = new TestAuthority(folder.resolve("authority"));
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() {
    vertx.close().await();
    SSLContext.setDefault(before);
    List.of("", "Type", "Password")
        .forEach(end -> System.clearProperty("javax.net.ssl.trustStore" + end));
  }

  private static KeyFiles files(TestAuthority.Keys keys) {
    return new KeyFiles(keys.certificate(), keys.key());
  }

  private HttpServer listen(KeyFiles files) {
    return vertx
        .createHttpServer(VertxListeners.secure(new HttpServerOptions(), files))
        .requestHandler(request -> request.response().end("yes"))
        .listen(0, "127.0.0.1")
        .await();
  }

  /** Whom a socket meets that, as that of NATS, asks for no name itself. */
  private static X509Certificate meet(int port) throws Exception {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket secure =
            (SSLSocket)
                SSLContext.getDefault()
                    .getSocketFactory()
                    .createSocket(plain, "127.0.0.1", port, true)) {
      secure.startHandshake();
      return (X509Certificate) secure.getSession().getPeerCertificates()[0];
    }
  }

  private void trust() throws IOException {
    List<String> problems = new ArrayList<>();
    TlsClients.install(
        TlsSettings.of(
            Map.of("CAUSALITY_TLS_CA_FILE", authority.certificate().toString()), problems::add));
    assertThat(problems).isEmpty();
  }

  @Test
  void aServerIsTrustedByItsAuthorityAndItsName() throws Exception {
    int named = listen(files(authority.issue("here", "ip:127.0.0.1"))).actualPort();
    int stranger = listen(files(authority.issue("there", "dns:elsewhere.example"))).actualPort();
    TlsClients.install(TlsSettings.NONE);
    assertThatExceptionOfType(SSLException.class).isThrownBy(() -> meet(named));
    trust();
    assertThat(meet(named).getSubjectX500Principal().getName()).isEqualTo("CN=here");
    assertThatExceptionOfType(SSLException.class)
        .isThrownBy(() -> meet(stranger))
        .withMessageContaining("127.0.0.1");
    assertThat(System.getProperty("javax.net.ssl.trustStore")).isNotNull();
  }

  @Test
  void aReplacedCertificateIsShownFromThenOnAndABadOneIsNot() throws Exception {
    TestAuthority.Keys first = authority.issue("first", "ip:127.0.0.1");
    TestAuthority.Keys second = authority.issue("second", "ip:127.0.0.1");
    Path certificate = folder.resolve("shown.pem");
    Path key = folder.resolve("shown.key");
    put(first, certificate, key, 1);
    KeyFiles shown = new KeyFiles(certificate, key);
    HttpServer server = listen(shown);
    VertxListeners.follow(vertx, server, shown, Duration.ofMillis(20));
    trust();
    assertThat(meet(server.actualPort()).getSubjectX500Principal().getName()).isEqualTo("CN=first");
    put(second, certificate, key, 2);
    Await.until(
        "the second one is shown",
        Duration.ofSeconds(20),
        () -> meet(server.actualPort()).getSubjectX500Principal().getName().equals("CN=second"));
    Files.writeString(certificate, "half a certif");
    Files.setLastModifiedTime(certificate, FileTime.from(Instant.ofEpochSecond(3)));
    put(first, folder.resolve("x.pem"), key, 3);
    assertThat(meet(server.actualPort()).getSubjectX500Principal().getName())
        .isEqualTo("CN=second");
  }

  private static void put(TestAuthority.Keys keys, Path certificate, Path key, long second)
      throws IOException {
    Files.copy(keys.key(), key, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(keys.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(key, FileTime.from(Instant.ofEpochSecond(second)));
    Files.setLastModifiedTime(certificate, FileTime.from(Instant.ofEpochSecond(second)));
  }

  @Test
  void whatIsWrongWithTheFilesIsSaidByKey() throws Exception {
    TestAuthority.Keys keys = authority.issue("good", "ip:127.0.0.1");
    TestAuthority.Keys other = authority.issue("other", "ip:127.0.0.1");
    Path old = Files.writeString(folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----");
    assertThat(problems("CAUSALITY_TLS_CERT_FILE", keys.certificate()))
        .containsExactly("CAUSALITY_TLS_CERT_FILE and CAUSALITY_TLS_KEY_FILE go together");
    assertThat(
            problems("CAUSALITY_TLS_CERT_FILE", keys.certificate(), "CAUSALITY_TLS_KEY_FILE", old))
        .singleElement()
        .asString()
        .contains("CAUSALITY_TLS_CERT_FILE", "PKCS#8", "openssl pkcs8");
    assertThat(
            problems(
                "CAUSALITY_TLS_CLIENT_CERT_FILE",
                keys.certificate(),
                "CAUSALITY_TLS_CLIENT_KEY_FILE",
                other.key()))
        .singleElement()
        .asString()
        .contains("go together");
    assertThat(problems("CAUSALITY_TLS_CA_FILE", folder.resolve("nothing")))
        .singleElement()
        .asString()
        .contains("CAUSALITY_TLS_CA_FILE", "NoSuchFile");
    assertThat(problems("CAUSALITY_TLS_CA_FILE", keys.key()))
        .singleElement()
        .asString()
        .contains("certificate");
    assertThat(problems("CAUSALITY_TLS_MANAGEMENT", "true"))
        .containsExactly("CAUSALITY_TLS_MANAGEMENT needs CAUSALITY_TLS_CERT_FILE");
  }

  private static List<String> problems(Object... keysAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      environment.put(keysAndValues[i].toString(), keysAndValues[i + 1].toString());
    }
    List<String> problems = new ArrayList<>();
    TlsSettings.of(environment, problems::add);
    return problems;
  }
}
