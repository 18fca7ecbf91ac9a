package io.causality.rules.model;

/**
 * A version of a rule of an app, as the portal publishes it in the stream {@code RULES}: the rule's
 * fields with {@code id}, {@code app} and {@code version} beside them.
 *
 * @param id unique in the app
 * @param version from 1
 */
public record PublishedRule(String app, String id, int version, Rule rule) {
  /** {@code app/id@version}: names the evaluation and its state. */
  public String evaluationId() {
    return app + "/" + id + "@" + version;
  }
}
