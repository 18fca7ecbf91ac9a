package io.causality.portal;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.access.AuditLog;
import io.causality.portal.access.FirstAdmin;
import io.causality.portal.access.RequestAuthenticator;
import io.causality.portal.access.SessionRoutes;
import io.causality.portal.access.Sessions;
import io.causality.portal.access.SignIn;
import io.causality.portal.access.Tokens;
import io.causality.portal.access.TokensRoutes;
import io.causality.portal.access.UserChanges;
import io.causality.portal.access.Users;
import io.causality.portal.access.UsersRoutes;
import io.causality.portal.alerts.AlertReader;
import io.causality.portal.alerts.Alerts;
import io.causality.portal.alerts.AlertsRoutes;
import io.causality.portal.alerts.Links;
import io.causality.portal.apps.App;
import io.causality.portal.apps.Apps;
import io.causality.portal.apps.AppsRoutes;
import io.causality.portal.ask.AskRoutes;
import io.causality.portal.ask.AskService;
import io.causality.portal.ask.ConversationsRoutes;
import io.causality.portal.ask.ModelsRoutes;
import io.causality.portal.ask.RatingsRoutes;
import io.causality.portal.ask.agent.Agent;
import io.causality.portal.ask.agent.ModelStore;
import io.causality.portal.ask.agent.Models;
import io.causality.portal.ask.tools.Library;
import io.causality.portal.ask.tools.Run;
import io.causality.portal.ask.tools.ToolTexts;
import io.causality.portal.ask.tools.Toolbox;
import io.causality.portal.catalog.Catalog;
import io.causality.portal.catalog.NamesRoutes;
import io.causality.portal.cohorts.Cohorts;
import io.causality.portal.cohorts.CohortsRoutes;
import io.causality.portal.cohorts.SavedCohorts;
import io.causality.portal.dashboards.BuiltIn;
import io.causality.portal.dashboards.ChartsRoutes;
import io.causality.portal.dashboards.Dashboards;
import io.causality.portal.dashboards.DashboardsRoutes;
import io.causality.portal.db.Database;
import io.causality.portal.erasures.Erasures;
import io.causality.portal.erasures.ErasuresRoutes;
import io.causality.portal.freshness.Freshness;
import io.causality.portal.freshness.FreshnessRoutes;
import io.causality.portal.history.QueryHistory;
import io.causality.portal.http.ApiRouter;
import io.causality.portal.http.ClientGone;
import io.causality.portal.http.Contract;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Proxies;
import io.causality.portal.http.Routes;
import io.causality.portal.http.Senders;
import io.causality.portal.insight.CatalogNames;
import io.causality.portal.insight.CohortGroups;
import io.causality.portal.insight.InsightChecks;
import io.causality.portal.insight.InsightRoutes;
import io.causality.portal.insight.InsightService;
import io.causality.portal.keys.GatewayConfig;
import io.causality.portal.keys.Keys;
import io.causality.portal.keys.KeysRoutes;
import io.causality.portal.lake.LakeContents;
import io.causality.portal.lake.LakeSetup;
import io.causality.portal.lake.QueryEngine;
import io.causality.portal.live.LiveFeed;
import io.causality.portal.live.LiveRoutes;
import io.causality.portal.mcp.McpEndpoint;
import io.causality.portal.mcp.McpTools;
import io.causality.portal.metricalerts.MetricAlerts;
import io.causality.portal.metricalerts.MetricAlertsRoutes;
import io.causality.portal.metricalerts.MetricWatch;
import io.causality.portal.oidc.OidcRoutes;
import io.causality.portal.oidc.ProviderSignIn;
import io.causality.portal.ops.ManagementServer;
import io.causality.portal.ops.PortalMetrics;
import io.causality.portal.ops.Readiness;
import io.causality.portal.pages.ContactMessages;
import io.causality.portal.pages.PagesRoutes;
import io.causality.portal.pipeline.DeadLetterRoutes;
import io.causality.portal.pipeline.DeadLetters;
import io.causality.portal.rules.BackTestLimits;
import io.causality.portal.rules.BackTestRoutes;
import io.causality.portal.rules.BackTests;
import io.causality.portal.rules.RulePublisher;
import io.causality.portal.rules.Rules;
import io.causality.portal.rules.RulesRoutes;
import io.causality.portal.rules.RunningRules;
import io.causality.portal.saved.Saved;
import io.causality.portal.saved.SavedStore;
import io.causality.portal.sqleditor.HiddenColumns;
import io.causality.portal.sqleditor.SavedSqlRoutes;
import io.causality.portal.sqleditor.SchemaRoutes;
import io.causality.portal.sqleditor.SqlRoutes;
import io.causality.portal.sqleditor.SqlService;
import io.causality.portal.stream.KvMirror;
import io.causality.portal.stream.NatsLink;
import io.causality.portal.vault.Vault;
import io.causality.portal.webapp.WebApp;
import io.causality.portal.webhooks.WebhookDelivery;
import io.causality.proto.StreamNames;
import io.causality.tls.VertxListeners;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The portal's parts, wired. It listens at once; what needs a server that is not there yet answers
 * 503 until it is, and {@code /readyz} says what is waited for.
 */
public final class Portal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Portal.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final int HEADER_BYTES = 16 << 10;
  private static final Duration BACK_TEST = Duration.ofMinutes(5);
  private static final Duration IDLE_CONNECTION = Duration.ofMinutes(10);

  private final PortalConfig config;
  private final Consumer<List<String>> tell;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final PortalMetrics metrics = new PortalMetrics();
  private final Database database;
  private final NatsLink nats;
  private final KvMirror gatewayBucket;
  private final KvMirror lakeBucket;
  private final KvMirror catalogBucket;
  private final GatewayConfig gateway;
  private final QueryEngine engine;
  private final LakeSetup lakeSetup;
  private final Freshness freshness;
  private final LiveFeed live;
  private final Users users;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Apps apps;
  private final SqlService sql;
  private final Cohorts cohorts;
  private final InsightService insights;
  private final WebhookDelivery webhooks;
  private final Alerts alerts;
  private final AlertReader alertReader;
  private final KvMirror detectionBucket;
  private final KvMirror erasuresBucket;
  private final Erasures erasures;
  private final RulePublisher rulePublisher;
  private final Rules rules;
  private final BackTests backTests;
  private final MetricAlerts metricAlerts;
  private final MetricWatch metricWatch;
  private final ToolTexts toolTexts = new ToolTexts();
  private final Toolbox toolbox;
  private final Models models;
  private final AskService ask;
  private final Thread starter;
  private volatile boolean migrated;
  private volatile boolean listening;
  private String lastProblem = "";

  /**
   * A portal that does nothing yet.
   *
   * @param tell shows lines, once, to whoever starts the portal for the first time
   */
  public Portal(PortalConfig config, Consumer<List<String>> tell) {
    this.config = config;
    this.tell = tell;
    this.database =
        new Database(
            config.databaseUrl(),
            config.databaseUser(),
            config.databasePassword().value(),
            config.databaseConnections());
    this.nats =
        new NatsLink(config.natsUrl(), config.natsUser(), config.natsPassword().map(Secret::value));
    this.gatewayBucket = new KvMirror(nats, StreamNames.GATEWAY_CONFIG);
    this.lakeBucket = new KvMirror(nats, StreamNames.LAKE);
    this.catalogBucket = new KvMirror(nats, StreamNames.CATALOG);
    this.detectionBucket = new KvMirror(nats, StreamNames.DETECTION);
    this.erasuresBucket = new KvMirror(nats, StreamNames.ERASURES);
    this.gateway = new GatewayConfig(database, nats, gatewayBucket);
    this.engine = new QueryEngine(config.trinoUrl());
    this.lakeSetup = new LakeSetup(engine, config.bucket());
    this.freshness = new Freshness(nats, lakeBucket);
    this.live = new LiveFeed(nats);
    this.users = new Users(database);
    this.sessions = new Sessions(database);
    this.audit = new AuditLog(database);
    this.apps = new Apps(database, gateway::changed, InsightChecks::requireFilters);
    this.erasures = new Erasures(apps, database, erasuresBucket);
    this.cohorts =
        new Cohorts(
            database,
            new SavedStore(database, apps, Saved.Kind.COHORT),
            this::everybody,
            (app, definition) -> InsightChecks.requireDefinition(definition));
    LakeContents contents = new LakeContents(lakeBucket, config.bucket());
    this.sql =
        new SqlService(
            apps, contents, engine, freshness::watermark, config.sql(), new QueryHistory(database));
    this.insights = insights(config, contents);
    this.webhooks =
        new WebhookDelivery(
            vertx,
            database,
            apps,
            config.secretKey().map(Secret::value),
            config.webhooks(),
            metrics,
            workers);
    this.alerts =
        new Alerts(
            database, apps, webhooks.queue(), webhooks.deliveries(), new Links(config.publicUrl()));
    this.alertReader =
        new AlertReader(nats, alerts, config.streamReplicas(), webhooks::wake, metrics);
    this.rulePublisher = new RulePublisher(database, nats, config.streamReplicas());
    this.rules = new Rules(database, apps, webhooks::takes, rulePublisher::wake);
    this.backTests =
        new BackTests(
            apps,
            engine,
            contents,
            new BackTestLimits(
                BACK_TEST, config.insights().maxScanBytes(), config.insights().patience()));
    this.metricAlerts = new MetricAlerts(database, apps, webhooks::takes);
    this.metricWatch = new MetricWatch(metricAlerts, insights, alerts, webhooks::wake);
    this.toolbox =
        new Toolbox(
            toolTexts,
            new Catalog(catalogBucket),
            new Library(charts(), dashboards(), cohorts, rules, alerts, audit::changed),
            new HiddenColumns(config.hiddenFromModels()));
    this.models =
        new Models(
            config.model(),
            new ModelStore(database),
            new Vault(config.secretKey().map(Secret::value)),
            settings -> new Agent(settings, toolTexts, toolbox));
    this.ask =
        new AskService(
            apps, database, new Catalog(catalogBucket), insights, sql, config.ask(), models);
    this.starter = Thread.ofVirtual().name("starter").unstarted(this::prepare);
    metrics.gauge("causality_portal_queries_running", "SQL that runs now", sql::runningCount);
    metrics.gauge("causality_portal_live_viewers", "Live views open", live::watching);
    metrics.gauge("causality_portal_questions_running", "Questions now", ask::runningCount);
    metrics.gauge("causality_portal_insights_running", "Insights now", insights::running);
    metrics.gauge("causality_portal_deliveries_pending", "Not made yet", webhooks::pending);
    metrics.gauge("causality_portal_deliveries_dead", "Given up", webhooks::dead);
    metrics.gauge(
        "causality_portal_delivery_lag_seconds",
        "For how long the most overdue delivery waits",
        webhooks::lagSeconds);
  }

  private InsightService insights(PortalConfig config, LakeContents contents) {
    // Who sets a trait or links a device is an event, so whatever changes comes with a row.
    InsightService.DataVersion version =
        app ->
            freshness.inLake(app)
                + "-"
                + contents.of(app).hours().size()
                + "-"
                + erasures.finished(app);
    return new InsightService(
        new InsightService.Sources(
            engine,
            contents,
            version,
            freshness::watermark,
            new CatalogNames(catalogBucket),
            app ->
                apps.find(app)
                    .map(App::internalFilters)
                    .map(InsightChecks::filters)
                    .orElseGet(List::of),
            new CohortGroups(new SavedCohorts(cohorts))),
        config.insights());
  }

  /** The ports that it listens on. */
  public record Ports(int api, int management) {}

  /** Starts everything and returns when the ports are open. */
  public Ports start() {
    nats.start();
    gatewayBucket.start();
    lakeBucket.start();
    catalogBucket.start();
    detectionBucket.start();
    erasuresBucket.start();
    lakeSetup.start();
    starter.start();
    ManagementServer management =
        new ManagementServer(vertx, readiness(), metrics, workers, config.tls().ofManagement());
    int managementPort =
        management.listen(config.host(), config.managementPort()).await().actualPort();
    int port = listen().await().actualPort();
    listening = true;
    LOG.info("listening {} {}", kv("event", "portal_listening"), kv("port", port));
    return new Ports(port, managementPort);
  }

  private Future<HttpServer> listen() {
    Buffer text = contract();
    return Contract.load(vertx)
        .compose(
            contract -> {
              Senders senders = new Senders(Proxies.of(config.trustedProxies()));
              RequestAuthenticator authenticator = new RequestAuthenticator(users, sessions);
              ApiRouter router =
                  new ApiRouter(vertx, senders, authenticator, workers, metrics, audit);
              Router routes =
                  router.create(
                      contract,
                      text,
                      features(),
                      List.of(
                          new PagesRoutes(vertx, workers, new ContactMessages(database)),
                          new McpEndpoint(
                              vertx,
                              workers,
                              senders,
                              authenticator,
                              new McpTools(
                                  apps, ask, new Run.Engines(insights, sql), toolTexts, toolbox)),
                          new WebApp(vertx, workers, config.webApp())));
              HttpServerOptions options =
                  new HttpServerOptions()
                      .setMaxHeaderSize(HEADER_BYTES)
                      .setIdleTimeout((int) IDLE_CONNECTION.toSeconds())
                      .setMaxFormAttributeSize(PagesRoutes.MAX_FORM_BYTES)
                      .setCompressionSupported(true);
              config.tls().own().ifPresent(files -> VertxListeners.secure(options, files));
              HttpServer server = vertx.createHttpServer(options).requestHandler(routes);
              config.tls().own().ifPresent(files -> VertxListeners.follow(vertx, server, files));
              return server.listen(config.port(), config.host());
            });
  }

  private SavedStore charts() {
    return new SavedStore(database, apps, Saved.Kind.CHART);
  }

  private Dashboards dashboards() {
    return new Dashboards(
        apps,
        new SavedStore(database, apps, Saved.Kind.DASHBOARD),
        charts(),
        new BuiltIn(new Catalog(catalogBucket)),
        InsightChecks::requireSpec);
  }

  /** What the API consists of. */
  private List<Routes> features() {
    Catalog catalog = new Catalog(catalogBucket);
    SignIn signIn = new SignIn(database, users, sessions, audit);
    List<Routes> routes = new ArrayList<>(webhooks.routes());
    Collections.addAll(
        routes,
        new AlertsRoutes(alerts),
        new RulesRoutes(rules, new RunningRules(detectionBucket)),
        new BackTestRoutes(backTests),
        new MetricAlertsRoutes(metricAlerts, metricWatch),
        new SessionRoutes(signIn, sessions, users, config.gatewayUrl().orElse(null)),
        new OidcRoutes(
            config.oidc().map(settings -> new ProviderSignIn(settings, database, signIn))),
        new UsersRoutes(users, new UserChanges(database, users), audit),
        new TokensRoutes(new Tokens(database)),
        new AppsRoutes(apps),
        new ErasuresRoutes(erasures),
        new KeysRoutes(new Keys(database, apps, gateway)),
        new SqlRoutes(sql),
        new SavedSqlRoutes(new SavedStore(database, apps, Saved.Kind.SQL)),
        new SchemaRoutes(apps, catalog),
        new InsightRoutes(apps, insights),
        new AskRoutes(ask),
        new ConversationsRoutes(ask),
        new RatingsRoutes(ask),
        new ModelsRoutes(models, ask),
        new FreshnessRoutes(apps, freshness),
        new LiveRoutes(apps, live),
        new DeadLetterRoutes(new DeadLetters(apps, database, nats)),
        new NamesRoutes(apps, catalog),
        new ChartsRoutes(charts(), InsightChecks::requireSpec),
        new DashboardsRoutes(dashboards()),
        new CohortsRoutes(cohorts));
    return routes;
  }

  private List<String> everybody(String app, JsonObject request, int most, ClientGone gone)
      throws InterruptedException {
    return InsightChecks.everybody(insights, app, request, most, gone);
  }

  private Readiness readiness() {
    return new Readiness()
        .with("api", () -> listening ? "" : "not listening yet")
        .with("database", this::databaseProblem)
        .with("stream", () -> nats.isConnected() ? "" : "not connected")
        .with("keys", () -> gateway.isPublished() ? "" : "not published yet")
        .with("hours", () -> lakeBucket.isComplete() ? "" : "not read yet")
        .with("lake", lakeSetup::waitsFor);
  }

  private String databaseProblem() {
    if (!migrated) {
      return "not prepared yet";
    }
    try {
      return database.with(c -> c.isValid(2)) ? "" : "does not answer";
    } catch (ProblemException e) {
      return "does not answer";
    }
  }

  /** What needs the database, as soon as it is there. */
  private void prepare() {
    try {
      while (true) {
        try {
          database.migrate();
          tell.accept(
              new FirstAdmin(database, users)
                  .ensure(
                      new FirstAdmin.Wanted(
                          config.adminEmail(),
                          config.adminPassword().map(Secret::value),
                          config.adminToken().map(Secret::value))));
          migrated = true;
          gateway.start();
          erasures.start();
          webhooks.start();
          alertReader.start();
          rulePublisher.start();
          metricWatch.start();
          return;
        } catch (RuntimeException e) {
          if (!e.toString().equals(lastProblem)) {
            lastProblem = e.toString();
            LOG.warn("database not prepared yet {}", kv("event", "database_not_ready"), e);
          }
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Buffer contract() {
    try (InputStream in = Portal.class.getResourceAsStream("/" + Contract.PATH)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + Contract.PATH);
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      starter.interrupt();
      starter.join();
      alertReader.close();
      erasures.close();
      rulePublisher.close();
      metricWatch.close();
      webhooks.close();
      vertx.close().await();
      workers.shutdownNow();
      freshness.close();
      live.close();
      gateway.close();
      lakeSetup.close();
      gatewayBucket.close();
      lakeBucket.close();
      catalogBucket.close();
      detectionBucket.close();
      erasuresBucket.close();
      nats.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      engine.close();
      database.close();
    }
  }
}
