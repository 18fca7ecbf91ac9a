package io.causality.portal.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The SDK's own client, connected to a portal, which asks about one app. */
final class McpSession implements AutoCloseable {
  private final McpSyncClient client;
  private final String app;

  McpSession(int port, String token, String app) {
    this.app = app;
    client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + port)
                    .endpoint("/mcp")
                    .jsonMapper(new JacksonMcpJsonMapper(new JsonMapper()))
                    .requestBuilder(
                        HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
                    .build())
            .jsonSchemaValidator((schema, content) -> ValidationResponse.asValid(""))
            .requestTimeout(Duration.ofMinutes(2))
            .build();
    client.initialize();
  }

  McpSyncClient client() {
    return client;
  }

  private CallToolResult raw(String tool, Map<String, Object> arguments) {
    Map<String, Object> all = new HashMap<>(Map.of("app", app));
    all.putAll(arguments);
    return client.callTool(CallToolRequest.builder(tool).arguments(all).build());
  }

  /** What a call tells that must go well. */
  JsonObject call(String tool, Map<String, Object> arguments) {
    CallToolResult result = raw(tool, arguments);
    assertThat(result.isError()).as(result.toString()).isNotEqualTo(true);
    return json(result);
  }

  /** What a call tells that must fail. */
  JsonObject refused(String tool, Map<String, Object> arguments) {
    CallToolResult result = raw(tool, arguments);
    assertThat(result.isError()).as(result.toString()).isTrue();
    return json(result);
  }

  static JsonObject json(CallToolResult result) {
    return new JsonObject(((TextContent) result.content().getFirst()).text());
  }

  @Override
  public void close() {
    client.closeGracefully();
  }
}
