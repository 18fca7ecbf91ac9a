package io.causality.portal.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.causality.portal.apps.App;
import io.causality.portal.apps.Apps;
import io.causality.portal.ask.AskService;
import io.causality.portal.ask.tools.Arguments;
import io.causality.portal.ask.tools.Progress;
import io.causality.portal.ask.tools.Run;
import io.causality.portal.ask.tools.Tool;
import io.causality.portal.ask.tools.ToolCall;
import io.causality.portal.ask.tools.ToolProblems;
import io.causality.portal.ask.tools.ToolTexts;
import io.causality.portal.ask.tools.Toolbox;
import io.causality.portal.http.Caller;
import io.causality.portal.http.ClientGone;
import io.causality.portal.http.ClientGoneException;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an assistant may do, all of it as the owner of the token. Thread-safe. */
public final class McpTools {
  private static final Logger LOG = LoggerFactory.getLogger(McpTools.class);
  private static final String INSTRUCTIONS = "/ask/mcp.txt";
  private static final String APP = "app";

  private final McpJsonMapper json = new JacksonMcpJsonMapper(new JsonMapper());
  private final Apps apps;
  private final AskService ask;
  private final Run.Engines engines;
  private final ToolTexts texts;
  private final Toolbox toolbox;

  /**
   * Tools for assistants.
   *
   * @param toolbox those that work inside one app
   */
  public McpTools(
      Apps apps, AskService ask, Run.Engines engines, ToolTexts texts, Toolbox toolbox) {
    this.apps = apps;
    this.ask = ask;
    this.engines = engines;
    this.texts = texts;
    this.toolbox = toolbox;
  }

  McpJsonMapper json() {
    return json;
  }

  /** What an assistant is told when it connects. */
  static String instructions() {
    try (InputStream in = McpTools.class.getResourceAsStream(INSTRUCTIONS)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The work of a tool, as who calls. */
  private interface Work {
    JsonObject run(Caller caller, JsonObject arguments, ClientGone gone)
        throws InterruptedException;
  }

  List<SyncToolSpecification> specifications() {
    List<SyncToolSpecification> all = new ArrayList<>();
    all.add(specification(text("list_apps"), (caller, arguments, gone) -> listApps(caller)));
    all.add(specification(inApp(text("ask")), this::ask));
    for (Tool tool : toolbox.of(EnumSet.allOf(Tool.Scope.class))) {
      all.add(
          specification(
              inApp(tool), (caller, arguments, gone) -> run(tool, caller, arguments, gone)));
    }
    return all;
  }

  /** A tool of which only the text is needed. */
  private Tool text(String name) {
    return texts.tool(
        name,
        Tool.Scope.ASSISTANTS,
        call -> {
          throw new IllegalStateException("it is done elsewhere");
        });
  }

  /** The tool with the argument that names the app. */
  private static Tool inApp(Tool tool) {
    JsonObject parameters = tool.parameters().copy();
    JsonObject properties =
        new JsonObject()
            .put(APP, new JsonObject().put("type", "string").put("description", "Id of the app"))
            .mergeIn(parameters.getJsonObject("properties"));
    JsonArray required =
        new JsonArray().add(APP).addAll(parameters.getJsonArray("required", new JsonArray()));
    return new Tool(
        tool.name(),
        tool.title(),
        tool.description(),
        parameters.put("properties", properties).put("required", required),
        tool.scope(),
        tool.work());
  }

  private SyncToolSpecification specification(Tool tool, Work work) {
    boolean reads = tool.scope() != Tool.Scope.ASSISTANTS_WRITING;
    return new SyncToolSpecification(
        McpSchema.Tool.builder(tool.name(), json, tool.parameters().encode())
            .title(tool.title())
            .description(tool.description())
            .annotations(
                McpSchema.ToolAnnotations.builder()
                    .title(tool.title())
                    .readOnlyHint(reads)
                    .destructiveHint(false)
                    .openWorldHint(false)
                    .build())
            .build(),
        (context, request) -> call(tool.name(), context, request.arguments(), work));
  }

  private CallToolResult call(
      String name,
      McpTransportContext context,
      @org.jspecify.annotations.Nullable Map<String, Object> arguments,
      Work work) {
    Caller caller = (Caller) context.get(McpEndpoint.CALLER);
    ClientGone gone = (ClientGone) context.get(McpEndpoint.GONE);
    JsonObject given = arguments == null ? new JsonObject() : new JsonObject(arguments);
    try {
      return result(work.run(caller, given, gone), false);
    } catch (ProblemException e) {
      return result(ToolProblems.json(e.problem()), true);
    } catch (ClientGoneException e) {
      return failed(ProblemCode.QUERY_CANCELLED, "nobody waits any more");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(ProblemCode.INTERNAL, "interrupted");
    } catch (RuntimeException e) {
      LOG.error("tool {} failed", name, e);
      return failed(ProblemCode.INTERNAL, "the portal's log says more");
    }
  }

  private static CallToolResult failed(ProblemCode code, String detail) {
    return result(ToolProblems.json(Problem.of(code, detail)), true);
  }

  private static CallToolResult result(JsonObject json, boolean failed) {
    return CallToolResult.builder().addTextContent(json.encode()).isError(failed).build();
  }

  private JsonObject listApps(Caller caller) {
    JsonArray list = new JsonArray();
    apps.visibleTo(caller)
        .forEach(
            app ->
                list.add(
                    new JsonObject()
                        .put("id", app.id())
                        .put("name", app.name())
                        .put("timezone", app.timezone())));
    return new JsonObject().put("apps", list);
  }

  private JsonObject ask(Caller caller, JsonObject arguments, ClientGone gone)
      throws InterruptedException {
    String app = new Arguments(arguments).text(APP);
    JsonObject body = arguments.copy();
    body.remove(APP);
    return ask.ask(caller, app, body, gone);
  }

  private JsonObject run(Tool tool, Caller caller, JsonObject arguments, ClientGone gone)
      throws InterruptedException {
    App app = apps.get(caller, new Arguments(arguments).text(APP));
    JsonObject own = arguments.copy();
    own.remove(APP);
    Instant now = Instant.now();
    Run run = new Run(engines, caller, app.id(), now, gone, Progress.NONE);
    JsonObject told =
        tool.run(new ToolCall(caller, app, now, ZoneId.of(app.timezone()), new Arguments(own), run))
            .json();
    return run.statements().isEmpty()
        ? told
        : told.copy().put("sql", new JsonArray(run.statements()));
  }
}
