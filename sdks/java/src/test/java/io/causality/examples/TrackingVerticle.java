package io.causality.examples;

import io.causality.client.Client;
import io.causality.client.Config;
import io.causality.client.Event;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;

/**
 * Vert.x: {@code track} never waits, so it may be called on an event loop; {@code close} may not.
 */
public final class TrackingVerticle extends AbstractVerticle {
  private Client client;

  @Override
  public void start() {
    client =
        new Client(
            Config.builder(config().getString("key"), config().getString("endpoint")).build());
    vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              String user = request.getHeader("X-User");
              if (user != null) {
                client.track(Event.named("request").userId(user).property("path", request.path()));
              }
              request.response().end("hello\n");
            })
        .listen(config().getInteger("port"));
  }

  @Override
  public void stop(Promise<Void> stopped) {
    vertx
        .executeBlocking(
            () -> {
              client.close();
              return null;
            })
        .onComplete(done -> stopped.complete());
  }
}
