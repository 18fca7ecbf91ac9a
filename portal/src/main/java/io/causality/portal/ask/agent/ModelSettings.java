package io.causality.portal.ask.agent;

import java.time.Duration;
import java.util.Optional;

/**
 * Which model answers, and what one question may take. Prints its key as stars.
 *
 * @param url base of the provider's API
 * @param model as the provider calls it
 * @param key empty for servers that need none
 * @param steps calls of tools and turns without one
 * @param tokens read and written together
 * @param time of the whole question
 * @param turn of one reply of the model
 * @param scanBytes read from storage by all steps
 */
public record ModelSettings(
    Provider provider,
    String url,
    String model,
    Optional<String> key,
    int steps,
    int tokens,
    Duration time,
    Duration turn,
    long scanBytes) {

  /** How the provider is spoken to. */
  public enum Provider {
    /** There is no model. */
    NONE("https://api.openai.com/v1"),
    /** Chat completions, as OpenAI, and most local servers, have them. */
    OPENAI("https://api.openai.com/v1"),
    /** Messages, as Anthropic has them. */
    ANTHROPIC("https://api.anthropic.com/v1");

    private final String url;

    Provider(String url) {
      this.url = url;
    }

    /** The base of the API where none is named. */
    public String url() {
      return url;
    }
  }

  /** Another model under the same limits. */
  ModelSettings with(
      Provider other, String otherUrl, String otherModel, Optional<String> otherKey) {
    return new ModelSettings(
        other, otherUrl, otherModel, otherKey, steps, tokens, time, turn, scanBytes);
  }

  /** Whether there is a model. */
  public boolean exists() {
    return provider != Provider.NONE;
  }

  @Override
  public String toString() {
    return "ModelSettings[provider="
        + provider
        + ", url="
        + url
        + ", model="
        + model
        + ", key="
        + key.map(secret -> "***")
        + ", steps="
        + steps
        + ", tokens="
        + tokens
        + ", time="
        + time
        + ", turn="
        + turn
        + ", scanBytes="
        + scanBytes
        + "]";
  }
}
