package io.causality.portal.webapp;

import io.causality.portal.http.Pages;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Serves the built web app under {@code /app/}. Every path that names no file is one of the app's
 * own pages and gets {@code index.html}. The folder may be built, or built anew, while this runs.
 */
public final class WebApp implements Pages {
  private static final String PREFIX = "/app/";

  /** Styles are also set by scripts of ours, as elements: charts and the SQL editor do so. */
  private static final String POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "Referrer-Policy", "same-origin",
          "Permissions-Policy", "camera=(), microphone=(), geolocation=()",
          "Vary", "Accept-Encoding");

  private static final String NOT_BUILT =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>The web app is not built</title>
      <h1>The web app is not built</h1>
      <p>The portal works, but the files of its web app are not there. Build them in the project's folder
      <code>portal-ui</code> with <code>npm ci &amp;&amp; npm run build</code>, then reload this page.
      <p>The portal looks for them in the folder that <code>CAUSALITY_PORTAL_UI</code> names.
      </html>
      """;

  private final Vertx vertx;
  private final Executor workers;
  private final AppFiles files;

  /**
   * The app in a folder.
   *
   * @param folder with {@code index.html}, once it is built
   * @param workers where files are looked for
   */
  public WebApp(Vertx vertx, Executor workers, Path folder) {
    this.vertx = vertx;
    this.workers = workers;
    this.files = new AppFiles(folder);
  }

  @Override
  public void mount(Router router) {
    router.get("/app/*").handler(this::serve);
    router.head("/app/*").handler(this::serve);
  }

  private static void redirect(RoutingContext context) {
    context.response().setStatusCode(302).putHeader("Location", PREFIX).end();
  }

  private void serve(RoutingContext context) {
    if (context.normalizedPath().length() < PREFIX.length()) {
      redirect(context);
      return;
    }
    String path = context.normalizedPath().substring(PREFIX.length());
    String accepted = context.request().getHeader("Accept-Encoding");
    boolean gzip = accepted != null && accepted.contains("gzip");
    Context eventLoop = vertx.getOrCreateContext();
    workers.execute(
        () -> {
          Optional<AppFiles.Found> found = files.find(path, gzip);
          boolean built = found.isPresent() || files.isBuilt();
          eventLoop.runOnContext(done -> send(context, found, built));
        });
  }

  private static void send(RoutingContext context, Optional<AppFiles.Found> found, boolean built) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      return;
    }
    HEADERS.forEach(response::putHeader);
    if (found.isPresent()) {
      AppFiles.Found file = found.get();
      response
          .putHeader("Content-Type", file.contentType())
          .putHeader("Cache-Control", file.cacheControl());
      if (file.gzip()) {
        response.putHeader("Content-Encoding", "gzip");
      }
      response
          .sendFile(file.path().toString())
          .onFailure(gone -> response.reset()); // the file went away between look and send
    } else if (built) {
      context.fail(404);
    } else {
      response
          .setStatusCode(503)
          .putHeader("Content-Type", "text/html; charset=utf-8")
          .end(NOT_BUILT);
    }
  }
}
