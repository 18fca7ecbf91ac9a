package io.causality.portal.ask.tools;

import io.vertx.core.json.JsonObject;

/** Hears of what is done for a question, while it is done. May be called by any thread. */
public interface Progress {
  /** Nobody listens. */
  Progress NONE =
      new Progress() {
        @Override
        public void step(JsonObject step) {}

        @Override
        public void text(String delta) {}
      };

  /** A step has begun or ended: {@code n}, {@code tool}, {@code title}, {@code state}, and more. */
  void step(JsonObject step);

  /** The answer's text goes on with this. */
  void text(String delta);
}
