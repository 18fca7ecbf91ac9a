package io.causality.portal.rules;

import io.causality.portal.stream.KvMirror;
import io.causality.proto.StreamNames;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What the detection says of the rules that it runs. Thread-safe. */
public final class RunningRules {
  private final KvMirror mirror;

  /**
   * Reads a mirror.
   *
   * @param mirror of the bucket {@link StreamNames#DETECTION}
   */
  public RunningRules(KvMirror mirror) {
    this.mirror = mirror;
  }

  /** The job's report on a rule; empty while it has not taken any version of it. */
  Optional<JsonObject> of(String app, String rule) {
    return Optional.ofNullable(mirror.entries().get(StreamNames.ruleKey(app, rule)))
        .map(JsonObject::new);
  }
}
