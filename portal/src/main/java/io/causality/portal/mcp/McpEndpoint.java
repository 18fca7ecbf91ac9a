package io.causality.portal.mcp;

import io.causality.portal.http.Authenticator;
import io.causality.portal.http.Caller;
import io.causality.portal.http.ClientGone;
import io.causality.portal.http.Pages;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Sender;
import io.causality.portal.http.Senders;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Streamable HTTP without sessions: each message is answered by itself, as whom the personal token
 * says. The server has nothing to say of its own, so GET and DELETE are 405. Thread-safe.
 */
public final class McpEndpoint implements Pages, McpStatelessServerTransport {
  /** Under which names the tools find who calls and whether anybody still waits. */
  static final String CALLER = "caller";

  static final String GONE = "gone";

  private static final Logger LOG = LoggerFactory.getLogger(McpEndpoint.class);
  private static final String PATH = "/mcp";
  private static final long MAX_BODY_BYTES = 1 << 20;

  private final Vertx vertx;
  private final Executor workers;
  private final Senders senders;
  private final Authenticator authenticator;
  private final McpJsonMapper json;
  private @Nullable McpStatelessServerHandler handler;

  /**
   * An endpoint with its tools.
   *
   * @param workers where messages are answered and may block
   */
  public McpEndpoint(
      Vertx vertx, Executor workers, Senders senders, Authenticator authenticator, McpTools tools) {
    this.vertx = vertx;
    this.workers = workers;
    this.senders = senders;
    this.authenticator = authenticator;
    this.json = tools.json();
    // The tools check their arguments themselves, with better words than a schema has.
    McpServer.sync(this)
        .serverInfo("causality", "0.1.0")
        .instructions(McpTools.instructions())
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .jsonMapper(json)
        .jsonSchemaValidator((schema, content) -> ValidationResponse.asValid(""))
        .validateToolInputs(false)
        .immediateExecution(true)
        .tools(tools.specifications())
        .build();
  }

  @Override
  public void setMcpHandler(McpStatelessServerHandler mcpHandler) {
    handler = mcpHandler;
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  @Override
  public void mount(Router router) {
    router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
    router.post(PATH).handler(this::post);
    router
        .route(PATH)
        .handler(context -> context.response().setStatusCode(405).putHeader("Allow", "POST").end());
  }

  private void post(RoutingContext context) {
    Sender sender = senders.of(context.request());
    if (sender.authorization() == null) {
      refuse(context, 401);
      return;
    }
    ClientGone gone = new ClientGone();
    context.response().closeHandler(closed -> gone.happened());
    String body = Objects.requireNonNullElse(context.body().asString(), "");
    Context eventLoop = vertx.getOrCreateContext();
    workers.execute(
        () -> {
          Answer answer = answer(sender, body, gone);
          eventLoop.runOnContext(done -> send(context, answer));
        });
  }

  /**
   * What is replied.
   *
   * @param text empty for none
   */
  private record Answer(int status, String text) {}

  private Answer answer(Sender sender, String body, ClientGone gone) {
    try {
      Caller caller = authenticator.authenticate(sender);
      McpTransportContext transport =
          McpTransportContext.create(Map.of(CALLER, caller, GONE, gone));
      return answer(transport, McpSchema.deserializeJsonRpcMessage(json, body));
    } catch (ProblemException e) {
      return new Answer(e.problem().code().status(), "");
    } catch (IOException | IllegalArgumentException e) {
      return new Answer(400, "");
    } catch (RuntimeException e) {
      LOG.error("message failed", e);
      return new Answer(500, "");
    }
  }

  private Answer answer(McpTransportContext transport, McpSchema.JSONRPCMessage message)
      throws IOException {
    McpStatelessServerHandler server = Objects.requireNonNull(handler);
    return switch (message) {
      case McpSchema.JSONRPCRequest request -> {
        McpSchema.JSONRPCResponse response =
            server
                .handleRequest(transport, request)
                .contextWrite(with -> with.put(McpTransportContext.KEY, transport))
                .block();
        yield new Answer(200, json.writeValueAsString(response));
      }
      case McpSchema.JSONRPCNotification notification -> {
        server
            .handleNotification(transport, notification)
            .contextWrite(with -> with.put(McpTransportContext.KEY, transport))
            .block();
        yield new Answer(202, "");
      }
      default -> new Answer(400, "");
    };
  }

  private static void send(RoutingContext context, Answer answer) {
    if (context.response().closed()) {
      return;
    }
    if (answer.text().isEmpty()) {
      refuse(context, answer.status());
      return;
    }
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader("Content-Type", "application/json")
        .end(answer.text());
  }

  private static void refuse(RoutingContext context, int status) {
    if (status == 401) {
      context.response().putHeader("WWW-Authenticate", "Bearer");
    }
    context.response().setStatusCode(status).end();
  }
}
