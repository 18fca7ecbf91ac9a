package io.causality.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.causality.portal.webhooks.WebhookSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortalConfigTest {
  @Test
  void anEmptyEnvironmentGivesTheDefaults() throws Exception {
    PortalConfig config = PortalConfig.of(Map.of());
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8090);
    assertThat(config.managementPort()).isEqualTo(8091);
    assertThat(config.trustedProxies()).isEmpty();
    assertThat(config.natsUrl()).isEqualTo("nats://127.0.0.1:4222");
    assertThat(config.bucket()).isEqualTo("causality");
    assertThat(config.adminToken()).isEmpty();
    assertThat(config.webApp()).isEqualTo(Path.of("portal-ui/dist"));
    assertThat(config.publicUrl()).isEqualTo("http://127.0.0.1:8090");
    assertThat(config.secretKey()).isEmpty();
    assertThat(config.webhooks())
        .isEqualTo(
            new WebhookSettings(
                WebhookSettings.PrivateTargets.ADMIN,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                Duration.ofDays(1),
                4));
    assertThat(config.model().exists()).isFalse();
    assertThat(config.oidc()).isEmpty();
    assertThat(config.sql().defaultRows()).isEqualTo(1_000);
    assertThat(config.sql().maxRows()).isEqualTo(100_000);
    assertThat(config.sql().time()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void everyKeyIsRead() throws Exception {
    Map<String, String> env = new HashMap<>();
    env.put("CAUSALITY_PORTAL_HOST", "0.0.0.0");
    env.put("CAUSALITY_PORTAL_PORT", "1");
    env.put("CAUSALITY_PORTAL_MANAGEMENT_PORT", "2");
    env.put("CAUSALITY_TRUSTED_PROXIES", "10.0.0.0/8, ::1");
    env.put("CAUSALITY_NATS_URL", "nats://n:3");
    env.put("CAUSALITY_NATS_USER", "u");
    env.put("CAUSALITY_NATS_PASSWORD", "p");
    env.put("CAUSALITY_DB_URL", "jdbc:postgresql://d/x");
    env.put("CAUSALITY_DB_USER", "du");
    env.put("CAUSALITY_DB_PASSWORD", "dp");
    env.put("CAUSALITY_DB_CONNECTIONS", "4");
    env.put("CAUSALITY_TRINO_URL", "http://t:4");
    env.put("CAUSALITY_S3_BUCKET", "b");
    env.put("CAUSALITY_ADMIN_EMAIL", "a@b.c");
    env.put("CAUSALITY_ADMIN_PASSWORD", "long enough");
    env.put("CAUSALITY_ADMIN_TOKEN", "x".repeat(20));
    env.put("CAUSALITY_PORTAL_UI", "/srv/ui");
    env.put("CAUSALITY_GATEWAY_URL", "https://in.example");
    env.put("CAUSALITY_SQL_ROWS", "5");
    env.put("CAUSALITY_SQL_MAX_ROWS", "6");
    env.put("CAUSALITY_SQL_RESULT_BYTES", "2048");
    env.put("CAUSALITY_SQL_TIME_LIMIT_MS", "700");
    env.put("CAUSALITY_SQL_SCAN_BYTES", "4096");
    env.put("CAUSALITY_SQL_CONCURRENCY", "9");
    env.put("CAUSALITY_SQL_PATIENCE_MS", "800");
    env.put("CAUSALITY_SQL_DOWNLOAD_ROWS", "7");
    env.put("CAUSALITY_SQL_DOWNLOAD_BYTES", "8192");
    env.put("CAUSALITY_INSIGHT_TIME_LIMIT_MS", "900");
    env.put("CAUSALITY_INSIGHT_SCAN_BYTES", "8192");
    env.put("CAUSALITY_INSIGHT_CONCURRENCY", "3");
    env.put("CAUSALITY_INSIGHT_QUEUE_MS", "600");
    env.put("CAUSALITY_INSIGHT_PATIENCE_MS", "500");
    env.put("CAUSALITY_INSIGHT_ROWS", "7");
    env.put("CAUSALITY_INSIGHT_CACHE_BYTES", "1024");
    env.put("CAUSALITY_PUBLIC_URL", "https://c.example/");
    env.put("CAUSALITY_EVENTS_REPLICAS", "3");
    env.put("CAUSALITY_SECRET_KEY", "k".repeat(32));
    env.put("CAUSALITY_WEBHOOK_PRIVATE_TARGETS", "never");
    env.put("CAUSALITY_WEBHOOK_TIMEOUT_MS", "400");
    env.put("CAUSALITY_WEBHOOK_RETRY_MIN_MS", "100");
    env.put("CAUSALITY_WEBHOOK_RETRY_MAX_MS", "200");
    env.put("CAUSALITY_WEBHOOK_GIVE_UP_MS", "300");
    env.put("CAUSALITY_WEBHOOK_PARALLEL", "2");
    env.put("CAUSALITY_ASK_PER_USER", "4");
    env.put("CAUSALITY_ASK_PROVIDER", "anthropic");
    env.put("CAUSALITY_ASK_URL", "https://m.example/v1/");
    env.put("CAUSALITY_ASK_MODEL", "m");
    env.put("CAUSALITY_ASK_KEY", "secret-3");
    env.put("CAUSALITY_ASK_STEPS", "9");
    env.put("CAUSALITY_ASK_TOKENS", "5000");
    env.put("CAUSALITY_ASK_TIME_LIMIT_MS", "6000");
    env.put("CAUSALITY_ASK_TURN_MS", "700");
    env.put("CAUSALITY_ASK_SCAN_BYTES", "2048");
    env.put("CAUSALITY_ASK_HIDDEN", " e_mail ,");
    env.put("CAUSALITY_OIDC_ISSUER", "https://id.example/realm");
    env.put("CAUSALITY_OIDC_CLIENT_ID", "causality");
    env.put("CAUSALITY_OIDC_CLIENT_SECRET", "never shown");
    env.put("CAUSALITY_OIDC_NAME", "Corp");
    env.put("CAUSALITY_OIDC_SCOPES", "openid  email groups");
    env.put("CAUSALITY_OIDC_CREATE_USERS", "true");
    env.put("CAUSALITY_OIDC_DEFAULT_ROLE", "editor");
    env.put("CAUSALITY_OIDC_GROUPS_CLAIM", "groups");
    env.put("CAUSALITY_OIDC_ADMIN_GROUPS", "ops");
    env.put("CAUSALITY_OIDC_EDITOR_GROUPS", "data");
    PortalConfig config = PortalConfig.of(env);
    assertThat(config)
        .hasToString(
            "PortalConfig[host=0.0.0.0, port=1, managementPort=2, trustedProxies=[10.0.0.0/8, ::1],"
                + " natsUrl=nats://n:3, natsUser=Optional[u], natsPassword=Optional[***],"
                + " databaseUrl=jdbc:postgresql://d/x, databaseUser=du, databasePassword=***,"
                + " databaseConnections=4, trinoUrl=http://t:4, bucket=b,"
                + " adminEmail=Optional[a@b.c], adminPassword=Optional[***],"
                + " adminToken=Optional[***], webApp=/srv/ui,"
                + " gatewayUrl=Optional[https://in.example], sql=SqlLimits[defaultRows=5,"
                + " maxRows=6, maxResultBytes=2048, time=PT0.7S, maxScanBytes=4096, concurrency=9,"
                + " patience=PT0.8S, downloadRows=7, downloadBytes=8192],"
                + " insights=InsightLimits[time=PT0.9S, maxScanBytes=8192, concurrency=3,"
                + " queue=PT0.6S, patience=PT0.5S, maxRows=7, cacheBytes=1024],"
                + " publicUrl=https://c.example, streamReplicas=3, secretKey=Optional[***],"
                + " webhooks=WebhookSettings[privateTargets=NEVER, timeout=PT0.4S, retryMin=PT0.1S,"
                + " retryMax=PT0.2S, giveUpAfter=PT0.3S, parallel=2], ask=AskLimits[perUser=4],"
                + " model=ModelSettings[provider=ANTHROPIC, url=https://m.example/v1, model=m,"
                + " key=Optional[***], steps=9, tokens=5000, time=PT6S, turn=PT0.7S,"
                + " scanBytes=2048], hiddenFromModels=[e_mail],"
                + " oidc=Optional[OidcSettings[issuer=https://id.example/realm, clientId=causality,"
                + " clientSecret=Optional[***], name=Corp, scopes=[openid, email, groups],"
                + " createUsers=true, defaultRole=EDITOR, groupsClaim=Optional[groups],"
                + " adminGroups=[ops], editorGroups=[data],"
                + " redirect=https://c.example/api/sign-in/provider/callback]],"
                + " tls=TlsSettings[authorities=Optional.empty, own=Optional.empty,"
                + " shown=Optional.empty, management=false]]");
  }

  @Test
  void aProviderIsSpokenToByHttpsAndNamesItsClient() {
    PortalConfig.BadConfigException bad =
        catchThrowableOfType(
            PortalConfig.BadConfigException.class,
            () ->
                PortalConfig.of(
                    Map.of(
                        "CAUSALITY_OIDC_ISSUER", "http://id.example",
                        "CAUSALITY_OIDC_CREATE_USERS", "yes")));
    assertThat(bad.problems())
        .containsExactlyInAnyOrder(
            "CAUSALITY_OIDC_ISSUER must begin with https",
            "CAUSALITY_OIDC_CLIENT_ID must be set with CAUSALITY_OIDC_ISSUER",
            "CAUSALITY_OIDC_CREATE_USERS must be true or false, is yes");
  }

  @Test
  void allBadKeysAreNamedAtOnce() {
    PortalConfig.BadConfigException bad =
        catchThrowableOfType(
            PortalConfig.BadConfigException.class,
            () ->
                PortalConfig.of(
                    Map.of(
                        "CAUSALITY_PORTAL_PORT", "many",
                        "CAUSALITY_TRINO_URL", "ftp://x",
                        "CAUSALITY_ADMIN_TOKEN", "short",
                        "CAUSALITY_SQL_ROWS", "0",
                        "CAUSALITY_ASK_PROVIDER", "openai",
                        "CAUSALITY_WEBHOOK_PRIVATE_TARGETS", "maybe")));
    assertThat(bad.problems())
        .hasSize(6)
        .anyMatch(line -> line.startsWith("CAUSALITY_ASK_MODEL"))
        .anyMatch(
            line -> line.startsWith("CAUSALITY_WEBHOOK_PRIVATE_TARGETS") && line.contains("never"))
        .anyMatch(line -> line.startsWith("CAUSALITY_PORTAL_PORT"))
        .anyMatch(line -> line.startsWith("CAUSALITY_TRINO_URL"))
        .anyMatch(line -> line.startsWith("CAUSALITY_ADMIN_TOKEN") && !line.contains("short"))
        .anyMatch(line -> line.startsWith("CAUSALITY_SQL_ROWS"));
  }
}
