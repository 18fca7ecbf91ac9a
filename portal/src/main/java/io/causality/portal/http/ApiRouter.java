package io.causality.portal.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The API, contract first: each operation of the OpenAPI file has exactly one handler. A request
 * gets its id, is authenticated, checked against the file, answered on a virtual thread; every
 * error leaves as {@code application/problem+json}.
 */
public final class ApiRouter {
  /** Bound of a request body, bytes. */
  public static final long MAX_BODY_BYTES = 1 << 20;

  /** Where the OpenAPI file says under which name a change is remembered. */
  public static final String AUDIT = "x-audit";

  private static final String CALLER = "caller";
  private static final String STARTED = "started";

  private final Vertx vertx;
  private final Senders senders;
  private final Authenticator authenticator;
  private final Executor workers;
  private final RequestObserver observer;
  private final AuditTrail audit;
  private final Responder responder;
  private final Set<String> open = new HashSet<>();

  /**
   * A router's maker, for one router.
   *
   * @param senders tells clients from proxies
   * @param workers where operations run and may block
   * @param audit hears of each change that succeeded
   */
  public ApiRouter(
      Vertx vertx,
      Senders senders,
      Authenticator authenticator,
      Executor workers,
      RequestObserver observer,
      AuditTrail audit) {
    this.vertx = vertx;
    this.senders = senders;
    this.authenticator = authenticator;
    this.workers = workers;
    this.observer = observer;
    this.audit = audit;
    this.responder = new Responder();
  }

  /**
   * The router.
   *
   * @param contract the OpenAPI file, parsed
   * @param contractText the same as text, for clients
   * @param pages what is served beside the API
   * @throws IllegalArgumentException when operations and file do not agree
   */
  public Router create(
      OpenAPIContract contract, Buffer contractText, List<Routes> features, List<Pages> pages) {
    Map<String, Operation> operations = new HashMap<>();
    for (Routes feature : features) {
      feature
          .operations()
          .forEach(
              (id, operation) -> {
                if (operations.put(id, operation) != null) {
                  throw new IllegalArgumentException("two handlers of " + id);
                }
              });
    }
    RouterBuilder builder =
        RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
    builder.rootHandler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
    builder.rootHandler(this::identify);
    Set<String> described = new TreeSet<>();
    for (OpenAPIRoute route : builder.getRoutes()) {
      String id = route.getOperation().getOperationId();
      described.add(id);
      JsonObject model = route.getOperation().getOpenAPIModel();
      if (isForEverybody(model)) {
        open.add(
            route.getOperation().getHttpMethod() + " " + route.getOperation().getOpenAPIPath());
      }
      Optional<String> action = Optional.ofNullable(model.getString(AUDIT));
      Operation operation = operations.get(id);
      if (operation != null) {
        route.setDoSecurity(false).addHandler(context -> handle(context, id, operation, action));
      }
    }
    if (!described.equals(operations.keySet())) {
      throw new IllegalArgumentException(
          "OpenAPI describes " + described + ", handlers exist of " + operations.keySet());
    }
    Router router = Router.router(vertx);
    router.route().handler(this::begin);
    router
        .get("/api/openapi.yaml")
        .handler(
            context ->
                context.response().putHeader("Content-Type", "application/yaml").end(contractText));
    pages.forEach(page -> page.mount(router));
    router.route().subRouter(builder.createRouter());
    router.route().failureHandler(this::fail);
    for (int status : new int[] {400, 404, 405, 406, 413, 415}) {
      router.errorHandler(status, this::fail);
    }
    return router;
  }

  private void begin(RoutingContext context) {
    context.put(STARTED, System.nanoTime());
    context
        .response()
        .putHeader("X-Request-Id", RequestIds.of(context))
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .putHeader("Cache-Control", "no-store");
    context.next();
  }

  private static boolean isForEverybody(JsonObject operation) {
    JsonArray security = operation.getJsonArray("security");
    return security != null && security.isEmpty();
  }

  private void identify(RoutingContext context) {
    String path = context.normalizedPath();
    if (!path.startsWith("/api/") || open.contains(context.request().method() + " " + path)) {
      context.next();
      return;
    }
    Sender sender = senders.of(context.request());
    Context eventLoop = vertx.getOrCreateContext();
    workers.execute(
        () -> {
          try {
            Caller caller = authenticator.authenticate(sender);
            eventLoop.runOnContext(
                done -> {
                  context.put(CALLER, caller);
                  context.next();
                });
          } catch (RuntimeException e) {
            eventLoop.runOnContext(done -> context.fail(e));
          }
        });
  }

  private void handle(
      RoutingContext context, String id, Operation operation, Optional<String> action) {
    ClientGone gone = new ClientGone();
    context.response().closeHandler(closed -> gone.happened());
    if (context.response().closed()) {
      gone.happened();
    }
    Call call = call(context, gone);
    Context eventLoop = vertx.getOrCreateContext();
    workers.execute(
        () -> {
          try {
            Reply reply = operation.handle(call);
            action.ifPresent(what -> audit.record(call, what));
            responder.send(
                context,
                eventLoop,
                reply,
                gone,
                () -> observer.finished(id, reply.status(), seconds(context)));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            eventLoop.runOnContext(done -> context.fail(e));
          } catch (RuntimeException | StackOverflowError e) {
            eventLoop.runOnContext(done -> context.fail(e));
          }
        });
  }

  private Call call(RoutingContext context, ClientGone gone) {
    JsonObject body = context.body().isEmpty() ? new JsonObject() : context.body().asJsonObject();
    Map<String, String> query = new HashMap<>();
    context.queryParams().forEach(query::putIfAbsent);
    return new Call(
        context.<@Nullable Caller>get(CALLER),
        senders.of(context.request()),
        RequestIds.of(context),
        Map.copyOf(context.pathParams()),
        Map.copyOf(query),
        Objects.requireNonNullElseGet(body, JsonObject::new),
        Objects.requireNonNullElse(context.request().getHeader("Accept"), ""),
        gone,
        new Trail());
  }

  private void fail(RoutingContext context) {
    Problem problem = Problems.of(context.failure(), context.statusCode());
    String requestId = RequestIds.of(context);
    Problems.log(problem, requestId, context.failure());
    if (!Responder.isUntouched(context.response())) {
      return;
    }
    context
        .response()
        .setStatusCode(problem.code().status())
        .putHeader("Content-Type", "application/problem+json");
    if (problem.code() == ProblemCode.NOT_AUTHENTICATED) {
      context.response().putHeader("WWW-Authenticate", "Bearer");
    }
    if (problem.retryAfterSeconds() > 0) {
      context.response().putHeader("Retry-After", Integer.toString(problem.retryAfterSeconds()));
    }
    observer.finished(
        "problem_" + problem.code().text(), problem.code().status(), seconds(context));
    context.response().end(problem.toJson(requestId).toBuffer());
  }

  private static double seconds(RoutingContext context) {
    Long started = context.get(STARTED);
    return started == null ? 0 : (System.nanoTime() - started) / 1e9;
  }
}
