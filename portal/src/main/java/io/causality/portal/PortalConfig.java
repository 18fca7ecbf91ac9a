package io.causality.portal;

import io.causality.portal.ask.AskLimits;
import io.causality.portal.ask.agent.ModelSettings;
import io.causality.portal.http.Role;
import io.causality.portal.insight.InsightLimits;
import io.causality.portal.oidc.OidcSettings;
import io.causality.portal.sqleditor.SqlLimits;
import io.causality.portal.webhooks.WebhookSettings;
import io.causality.tls.TlsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that can be configured, from the environment. Secrets print as stars.
 *
 * @param trustedProxies addresses and networks of proxies that say in {@code X-Forwarded-For} and
 *     {@code X-Forwarded-Proto} for whom and how they were asked
 */
public record PortalConfig(
    String host,
    int port,
    int managementPort,
    List<String> trustedProxies,
    String natsUrl,
    Optional<String> natsUser,
    Optional<Secret> natsPassword,
    String databaseUrl,
    String databaseUser,
    Secret databasePassword,
    int databaseConnections,
    String trinoUrl,
    String bucket,
    Optional<String> adminEmail,
    Optional<Secret> adminPassword,
    Optional<Secret> adminToken,
    Path webApp,
    Optional<String> gatewayUrl,
    SqlLimits sql,
    InsightLimits insights,
    String publicUrl,
    int streamReplicas,
    Optional<Secret> secretKey,
    WebhookSettings webhooks,
    AskLimits ask,
    ModelSettings model,
    Set<String> hiddenFromModels,
    Optional<OidcSettings> oidc,
    TlsSettings tls) {

  /** What usually tells who somebody is. */
  private static final String HIDDEN = "email,phone,first_name,last_name,full_name,address,ip";

  /** What is wrong with an environment, all of it. */
  public static final class BadConfigException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    BadConfigException(List<String> problems) {
      super(String.join("; ", problems));
      this.problems = List.copyOf(problems);
    }

    /** One line per key. */
    public List<String> problems() {
      return problems;
    }
  }

  /**
   * Reads {@code CAUSALITY_*}.
   *
   * @throws BadConfigException naming every bad key
   */
  public static PortalConfig of(Map<String, String> environment) throws BadConfigException {
    Environment env = new Environment(environment);
    PortalConfig config =
        new PortalConfig(
            env.text("CAUSALITY_PORTAL_HOST", "127.0.0.1"),
            (int) env.number("CAUSALITY_PORTAL_PORT", 8090, 0, 65_535),
            (int) env.number("CAUSALITY_PORTAL_MANAGEMENT_PORT", 8091, 0, 65_535),
            env.proxies("CAUSALITY_TRUSTED_PROXIES"),
            env.url("CAUSALITY_NATS_URL", "nats://127.0.0.1:4222", "nats", "tls"),
            env.optional("CAUSALITY_NATS_USER"),
            env.secret("CAUSALITY_NATS_PASSWORD", 1),
            env.url("CAUSALITY_DB_URL", "jdbc:postgresql://127.0.0.1:5432/causality", "jdbc"),
            env.text("CAUSALITY_DB_USER", "causality"),
            env.secret("CAUSALITY_DB_PASSWORD", 1).orElse(new Secret("")),
            (int) env.number("CAUSALITY_DB_CONNECTIONS", 8, 4, 100),
            env.url("CAUSALITY_TRINO_URL", "http://127.0.0.1:8085", "http", "https"),
            env.text("CAUSALITY_S3_BUCKET", "causality"),
            env.optional("CAUSALITY_ADMIN_EMAIL"),
            env.secret("CAUSALITY_ADMIN_PASSWORD", 10),
            env.secret("CAUSALITY_ADMIN_TOKEN", 20),
            env.path("CAUSALITY_PORTAL_UI", "portal-ui/dist"),
            env.optionalUrl("CAUSALITY_GATEWAY_URL", "http", "https"),
            sql(env),
            insights(env),
            publicUrl(env),
            (int) env.number("CAUSALITY_EVENTS_REPLICAS", 1, 1, 5),
            env.secret("CAUSALITY_SECRET_KEY", 32),
            webhooks(env),
            new AskLimits((int) env.number("CAUSALITY_ASK_PER_USER", 16, 1, 1_000)),
            model(env),
            names(env.text("CAUSALITY_ASK_HIDDEN", HIDDEN)),
            oidc(env),
            env.tls());
    if (!env.problems().isEmpty()) {
      throw new BadConfigException(env.problems());
    }
    return config;
  }

  private static String publicUrl(Environment env) {
    return env.url(
            "CAUSALITY_PUBLIC_URL",
            "http://127.0.0.1:" + env.text("CAUSALITY_PORTAL_PORT", "8090"),
            "http",
            "https")
        .replaceAll("/+$", "");
  }

  private static Optional<OidcSettings> oidc(Environment env) {
    if (env.optional("CAUSALITY_OIDC_ISSUER").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new OidcSettings(
            env.safeUrl("CAUSALITY_OIDC_ISSUER"),
            env.required("CAUSALITY_OIDC_CLIENT_ID", "with CAUSALITY_OIDC_ISSUER"),
            env.secret("CAUSALITY_OIDC_CLIENT_SECRET", 1).map(Secret::value),
            env.text("CAUSALITY_OIDC_NAME", "single sign-on"),
            List.of(
                env.text("CAUSALITY_OIDC_SCOPES", "openid email profile").strip().split("\\s+")),
            env.flag("CAUSALITY_OIDC_CREATE_USERS", false),
            env.choice("CAUSALITY_OIDC_DEFAULT_ROLE", Role.VIEWER, Role.values()),
            env.optional("CAUSALITY_OIDC_GROUPS_CLAIM"),
            names(env.text("CAUSALITY_OIDC_ADMIN_GROUPS", "")),
            names(env.text("CAUSALITY_OIDC_EDITOR_GROUPS", "")),
            URI.create(publicUrl(env) + OidcSettings.CALLBACK)));
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ModelSettings model(Environment env) {
    ModelSettings.Provider provider =
        env.choice(
            "CAUSALITY_ASK_PROVIDER", ModelSettings.Provider.NONE, ModelSettings.Provider.values());
    return new ModelSettings(
        provider,
        env.url("CAUSALITY_ASK_URL", provider.url(), "http", "https").replaceAll("/+$", ""),
        provider == ModelSettings.Provider.NONE
            ? env.text("CAUSALITY_ASK_MODEL", "none")
            : env.required("CAUSALITY_ASK_MODEL", "with CAUSALITY_ASK_PROVIDER"),
        env.secret("CAUSALITY_ASK_KEY", 1).map(Secret::value),
        (int) env.number("CAUSALITY_ASK_STEPS", 16, 2, 200),
        (int) env.number("CAUSALITY_ASK_TOKENS", 200_000, 1_000, 10_000_000),
        Duration.ofMillis(env.number("CAUSALITY_ASK_TIME_LIMIT_MS", 120_000, 1_000, 1_800_000)),
        Duration.ofMillis(env.number("CAUSALITY_ASK_TURN_MS", 60_000, 100, 600_000)),
        env.number("CAUSALITY_ASK_SCAN_BYTES", 100L << 30, 1 << 10, Long.MAX_VALUE));
  }

  private static SqlLimits sql(Environment env) {
    return new SqlLimits(
        (int) env.number("CAUSALITY_SQL_ROWS", 1_000, 1, 1_000_000),
        (int) env.number("CAUSALITY_SQL_MAX_ROWS", 100_000, 1, 1_000_000),
        env.number("CAUSALITY_SQL_RESULT_BYTES", 16L << 20, 1 << 10, 256L << 20),
        Duration.ofMillis(env.number("CAUSALITY_SQL_TIME_LIMIT_MS", 300_000, 100, 3_600_000)),
        env.number("CAUSALITY_SQL_SCAN_BYTES", 100L << 30, 1 << 10, Long.MAX_VALUE),
        (int) env.number("CAUSALITY_SQL_CONCURRENCY", 8, 1, 1_000),
        Duration.ofMillis(env.number("CAUSALITY_SQL_PATIENCE_MS", 30_000, 0, 600_000)),
        env.number("CAUSALITY_SQL_DOWNLOAD_ROWS", 5_000_000, 1, 1_000_000_000),
        env.number("CAUSALITY_SQL_DOWNLOAD_BYTES", 2L << 30, 1 << 10, Long.MAX_VALUE));
  }

  private static WebhookSettings webhooks(Environment env) {
    return new WebhookSettings(
        env.choice(
            "CAUSALITY_WEBHOOK_PRIVATE_TARGETS",
            WebhookSettings.PrivateTargets.ADMIN,
            WebhookSettings.PrivateTargets.values()),
        Duration.ofMillis(env.number("CAUSALITY_WEBHOOK_TIMEOUT_MS", 10_000, 100, 60_000)),
        Duration.ofMillis(env.number("CAUSALITY_WEBHOOK_RETRY_MIN_MS", 1_000, 10, 3_600_000)),
        Duration.ofMillis(env.number("CAUSALITY_WEBHOOK_RETRY_MAX_MS", 3_600_000, 10, 86_400_000)),
        Duration.ofMillis(
            env.number("CAUSALITY_WEBHOOK_GIVE_UP_MS", 86_400_000, 100, 30L * 86_400_000)),
        (int) env.number("CAUSALITY_WEBHOOK_PARALLEL", 4, 1, 100));
  }

  private static InsightLimits insights(Environment env) {
    return new InsightLimits(
        Duration.ofMillis(env.number("CAUSALITY_INSIGHT_TIME_LIMIT_MS", 60_000, 100, 3_600_000)),
        env.number("CAUSALITY_INSIGHT_SCAN_BYTES", 100L << 30, 1 << 10, Long.MAX_VALUE),
        (int) env.number("CAUSALITY_INSIGHT_CONCURRENCY", 8, 1, 1_000),
        Duration.ofMillis(env.number("CAUSALITY_INSIGHT_QUEUE_MS", 20_000, 0, 600_000)),
        Duration.ofMillis(env.number("CAUSALITY_INSIGHT_PATIENCE_MS", 30_000, 0, 600_000)),
        (int) env.number("CAUSALITY_INSIGHT_ROWS", 1_000_000, 1, 10_000_000),
        env.number("CAUSALITY_INSIGHT_CACHE_BYTES", 64L << 20, 0, 16L << 30));
  }
}
