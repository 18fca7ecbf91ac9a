package io.causality.portal.ask.agent;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.http.HttpClient;
import java.time.Duration;

/** Makes the clients of providers. None of them logs requests, answers or keys. */
final class Providers {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int MOST_OUTPUT = 4_096;

  /** What a server without keys is sent, since the client insists on one. */
  private static final String NO_KEY = "none";

  private Providers() {}

  static StreamingChatModel of(ModelSettings settings) {
    JdkHttpClientBuilder http =
        new JdkHttpClientBuilder()
            // Some local servers do not understand the offer of HTTP/2.
            .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
            .connectTimeout(CONNECT)
            .readTimeout(settings.turn());
    return switch (settings.provider()) {
      case OPENAI ->
          OpenAiStreamingChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(settings.url())
              .apiKey(settings.key().orElse(NO_KEY))
              .modelName(settings.model())
              .timeout(settings.turn())
              .build();
      case ANTHROPIC ->
          AnthropicStreamingChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(settings.url())
              .apiKey(settings.key().orElse(NO_KEY))
              .modelName(settings.model())
              .maxTokens(MOST_OUTPUT)
              .cacheSystemMessages(true)
              .cacheTools(true)
              .timeout(settings.turn())
              .build();
      case NONE -> throw new IllegalArgumentException("there is no model");
    };
  }
}
