package io.causality.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.causality.portal.ask.agent.ScriptedModel;
import io.causality.portal.insight.InsightFixture;
import io.causality.portal.insight.Reference;
import io.causality.portal.lake.EngineException;
import io.causality.portal.lake.QueryEngine;
import io.causality.portal.lake.Statement;
import io.causality.portal.oidc.OpenIdServer;
import io.causality.servers.Ports;
import io.causality.testkit.Await;
import io.causality.testkit.Servers;
import io.causality.testkit.TestAuthority;
import io.causality.testkit.TlsRelay;
import io.causality.testkit.TlsTrinoServer;
import io.causality.tls.KeyFiles;
import io.causality.tls.TlsClients;
import io.causality.tls.TlsSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the portal calls by HTTPS, and Trino behind it: real servers whose certificates are of an
 * authority that only the configuration knows. Whoever shows another authority's is told nothing.
 */
class TlsClientsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String KEY = "only-for-tests";

  @TempDir private static Path folder;
  private static SSLContext before;
  private static SSLSocketFactory factoryBefore;
  private static SSLContext ours;
  private static SSLContext theirs;
  private static TlsRelay store;
  private static TlsRelay impostor;
  private static TlsTrinoServer trino;
  private static OpenIdServer provider;
  private static ScriptedModel model;
  private static TlsRelay secureModel;
  private static InsightFixture insights;
  private static PortalFixture portal;

  @BeforeAll
  static void start() throws Exception {
    before = SSLContext.getDefault();
    factoryBefore = SSLContext.getDefault().getSocketFactory();
    TestAuthority authority = new TestAuthority(folder.resolve("ours"));
    TestAuthority.Keys server = authority.issue("server", "ip:127.0.0.1");
    TestAuthority.Keys other =
        new TestAuthority(folder.resolve("theirs")).issue("server", "ip:127.0.0.1");
    ours = new KeyFiles(server.certificate(), server.key()).serverContext();
    theirs = new KeyFiles(other.certificate(), other.key()).serverContext();
    TlsClients.install(
        new TlsSettings(
            Optional.of(authority.certificate()), Optional.empty(), Optional.empty(), false));
    factories(SSLContext.getDefault().getSocketFactory());

    store = new TlsRelay(ours, URI.create(Servers.s3().endpoint()).getPort());
    trino =
        new TlsTrinoServer(
            folder.resolve("trino"),
            server,
            authority.certificate(),
            Servers.s3(),
            "https://127.0.0.1:" + store.port());
    trino.start();
    impostor = new TlsRelay(theirs, URI.create(trino.url()).getPort());
    model = new ScriptedModel();
    secureModel = new TlsRelay(ours, URI.create(model.url()).getPort());
    int port = Ports.free();
    String url = "http://127.0.0.1:" + port;
    provider =
        new OpenIdServer(Ports.free(), url + "/api/sign-in/provider/callback", Optional.of(server));
    insights =
        new InsightFixture(
            "tls-clients-it",
            Map.of(
                "CAUSALITY_PORTAL_PORT",
                Integer.toString(port),
                "CAUSALITY_PUBLIC_URL",
                url,
                "CAUSALITY_TRINO_URL",
                trino.secureUrl(),
                "CAUSALITY_OIDC_ISSUER",
                provider.issuer(),
                "CAUSALITY_OIDC_CLIENT_ID",
                OpenIdServer.CLIENT,
                "CAUSALITY_OIDC_CLIENT_SECRET",
                OpenIdServer.SECRET,
                "CAUSALITY_OIDC_CREATE_USERS",
                "true"));
    portal = insights.portal();
    insights.app("shop", Reference.events());
  }

  @AfterAll
  static void stop() throws Exception {
    insights.close();
    provider.close();
    secureModel.close();
    model.close();
    impostor.close();
    trino.close();
    store.close();
    SSLContext.setDefault(before);
    factories(factoryBefore);
  }

  /** Who asked for Java's default before it was set has kept it; in a process it is set first. */
  private static void factories(SSLSocketFactory factory) {
    HttpsURLConnection.setDefaultSSLSocketFactory(factory);
    HTTPRequest.setDefaultSSLSocketFactory(factory);
  }

  private static String through(TlsRelay relay) {
    return "https://127.0.0.1:" + relay.port();
  }

  /** Of a table without days and hours. */
  private static Statement count() {
    return new Statement(
        "causality",
        "SELECT count(*) FROM lake.causality.device_links WHERE app_id = 'shop'",
        Map.of(),
        Instant.now().plus(PATIENCE));
  }

  @Test
  void trinoReadsFromNoStoreThatItDoesNotTrust() throws Exception {
    assertThat(store.heard()).isPositive();
    try (QueryEngine engine = new QueryEngine(trino.secureUrl());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      store.show(theirs);
      long heard = store.heard();
      int attempts = store.attempts();
      CompletableFuture<Void> answer =
          CompletableFuture.runAsync(
              () -> {
                try {
                  engine.execute(count());
                } catch (EngineException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              },
              threads);
      Await.until("Trino has tried", PATIENCE, () -> store.attempts() > attempts);
      assertThat(answer).isNotDone();
      assertThat(store.heard()).isEqualTo(heard);
      store.show(ours);
      answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(store.heard()).isGreaterThan(heard);
    }
  }

  @Test
  void aTrinoThatIsNotTrustedIsToldNoStatement() throws Exception {
    long heard = impostor.heard();
    int attempts = impostor.attempts();
    try (QueryEngine engine = new QueryEngine(through(impostor))) {
      assertThatThrownBy(() -> engine.execute(count()))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("no TLS with the query engine")
          .hasMessageContaining("PKIX path");
    }
    assertThat(impostor.attempts()).isGreaterThan(attempts);
    assertThat(impostor.heard()).isEqualTo(heard);
  }

  @Test
  void aModelIsAskedByHttpsAndOneThatIsNotTrustedGetsNoKey() {
    model.says(ScriptedModel.call("ready", new JsonObject().put("word", "yes")));
    long heard = impostor.heard();
    int attempts = impostor.attempts();
    JsonObject trial = trialAt(through(secureModel) + "/v1");
    assertThat(trial.getBoolean("works")).as(trial.encode()).isTrue();
    assertThat(model.requests().getLast().authorization()).isEqualTo("Bearer " + KEY);

    trial = trialAt(through(impostor) + "/v1");
    assertThat(trial.getBoolean("works")).isFalse();
    assertThat(trial.getString("detail")).contains("is not trusted");
    assertThat(impostor.attempts()).isGreaterThan(attempts);
    assertThat(impostor.heard()).isEqualTo(heard);
  }

  private static JsonObject trialAt(String url) {
    JsonObject draft =
        new JsonObject()
            .put("provider", "openai")
            .put("url", url)
            .put("model", "test-model")
            .put("key", KEY);
    assertThat(portal.call("PUT", "/api/ask/model", draft.encode(), PortalFixture.TOKEN).status())
        .isEqualTo(200);
    return portal.call("POST", "/api/ask/model/test", null, PortalFixture.TOKEN).json();
  }

  @Test
  void peopleSignInWithAProviderByHttpsAndNotWithOneThatIsNotTrusted() throws Exception {
    provider.next(
        new JsonObject()
            .put("email", "ada@corp.example")
            .put("email_verified", true)
            .put("groups", new JsonArray()),
        new JsonObject());
    assertThat(signIn()).isEqualTo("/app/-/sign-in");
    assertThat(portal.get("/api/users").text()).contains("ada@corp.example");

    long heard = impostor.heard();
    int attempts = impostor.attempts();
    portal.restart(Map.of("CAUSALITY_OIDC_ISSUER", through(impostor)));
    portal.awaitKeys();
    assertThat(signIn()).isEqualTo("/app/-/sign-in?problem=unavailable");
    assertThat(impostor.attempts()).isGreaterThan(attempts);
    assertThat(impostor.heard()).isEqualTo(heard);
    portal.restart(Map.of("CAUSALITY_OIDC_ISSUER", provider.issuer()));
    portal.awaitReady();
  }

  /** Follows redirects until the web app's page. */
  private static String signIn() throws Exception {
    try (HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      URI at = URI.create("http://127.0.0.1:" + portal.port() + "/api/sign-in/provider");
      while (!at.getPath().startsWith("/app/")) {
        HttpResponse<String> response =
            browser.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(at + response.body()).isIn(302, 303);
        at = at.resolve(response.headers().firstValue("Location").orElseThrow());
      }
      return at.getPath() + (at.getRawQuery() == null ? "" : "?" + at.getRawQuery());
    }
  }
}
