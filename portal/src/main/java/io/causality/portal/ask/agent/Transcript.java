package io.causality.portal.ask.agent;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What was said between portal and model for one question, for the audit. For one thread. */
public final class Transcript {
  private final JsonArray messages = new JsonArray();
  private int inputTokens;
  private int outputTokens;

  void add(String role, String text) {
    messages.add(new JsonObject().put("role", role).put("text", text));
  }

  void call(String tool, String arguments) {
    messages.add(
        new JsonObject().put("role", "model").put("tool", tool).put("arguments", arguments));
  }

  void result(String tool, String text) {
    messages.add(new JsonObject().put("role", "tool").put("tool", tool).put("text", text));
  }

  void used(int input, int output) {
    inputTokens += input;
    outputTokens += output;
  }

  /** All messages, as {@code role}, {@code text}, {@code tool}, {@code arguments}. */
  public JsonArray messages() {
    return messages;
  }

  /** Tokens that the model read. */
  public int inputTokens() {
    return inputTokens;
  }

  /** Tokens that the model wrote. */
  public int outputTokens() {
    return outputTokens;
  }
}
