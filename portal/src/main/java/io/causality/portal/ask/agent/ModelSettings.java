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
    NONE,
    /** Chat completions, as OpenAI, and most local servers, have them. */
    OPENAI,
    /** Messages, as Anthropic has them. */
    ANTHROPIC
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
