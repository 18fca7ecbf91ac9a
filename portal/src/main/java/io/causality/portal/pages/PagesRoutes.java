package io.causality.portal.pages;

import io.causality.portal.http.Pages;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The public pages and the files that they need. What never changes is rendered once, at the start.
 * Everything works without JavaScript; with it, htmx swaps the part of a page that has changed.
 */
public final class PagesRoutes implements Pages {
  /** Bound of a form's body, and so of each of its fields. */
  public static final int MAX_FORM_BYTES = 64 << 10;

  /** Pictures of the product that pages show where {@code docs/screens} has them. */
  static final List<String> SCREENS =
      List.of(
          "first-steps",
          "overview",
          "trends",
          "funnel",
          "retention",
          "paths",
          "live",
          "sql",
          "pipeline");

  /** Resources of the OpenAPI files, by the path under which readers find them. */
  private static final Map<String, String> FILES =
      Map.of(
          "/docs/openapi/gateway.yaml", "/openapi/gateway.yaml",
          "/docs/openapi/portal.yaml", "/openapi/portal.yaml");

  private final Assets assets = Assets.load(SCREENS);
  private final PageWriter writer = new PageWriter(assets);
  private final ContactRoutes contact;
  private final Map<String, Buffer> rendered = new HashMap<>();

  /**
   * The pages.
   *
   * @param workers where messages are kept; may block
   */
  public PagesRoutes(Vertx vertx, Executor workers, ContactMessages messages) {
    this.contact = new ContactRoutes(vertx, workers, messages, writer);
    for (Page page : Site.all()) {
      rendered.put(page.path(), writer.page(page, view(page)));
    }
  }

  private static @Nullable Object view(Page page) {
    return switch (page.path()) {
      case "/contact" -> ContactView.EMPTY;
      case "/docs/sql" -> SqlTables.of("");
      case "/docs/api/gateway" -> api("/docs/openapi/gateway.yaml");
      case "/docs/api/portal" -> api("/docs/openapi/portal.yaml");
      default -> null;
    };
  }

  private static ApiDocument api(String file) {
    return ApiReader.read(Objects.requireNonNull(FILES.get(file)), file);
  }

  @Override
  public void mount(Router router) {
    new ErrorPages(writer).mount(router);
    router.get(Site.SQL.path()).handler(this::sql);
    rendered.forEach(
        (path, content) ->
            router
                .get(path)
                .method(HttpMethod.HEAD)
                .handler(context -> PageWriter.send(context, 200, content)));
    contact.mount(router);
    router.get(Assets.PREFIX + "*").handler(this::asset);
    FILES.forEach(
        (path, resource) -> {
          Buffer content = read(resource);
          router
              .get(path)
              .handler(
                  context ->
                      context
                          .response()
                          .putHeader("Content-Type", "application/yaml")
                          .end(content));
        });
  }

  private void sql(RoutingContext context) {
    String search = context.queryParams().get("q");
    if (search == null) {
      context.next(); // to the page that is rendered already
      return;
    }
    SqlTables found = SqlTables.of(search);
    PageWriter.send(
        context,
        200,
        PageWriter.wantsPart(context.request())
            ? writer.part("docs/sqlTables", found)
            : writer.page(Site.SQL, found));
  }

  private void asset(RoutingContext context) {
    assets
        .at(context.normalizedPath())
        .ifPresentOrElse(
            asset ->
                context
                    .response()
                    .putHeader("Content-Type", asset.contentType())
                    .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                    .end(asset.content()),
            () -> context.fail(404));
  }

  private static Buffer read(String resource) {
    try (InputStream in = PagesRoutes.class.getResourceAsStream(resource)) {
      return Buffer.buffer(Objects.requireNonNull(in, resource).readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(resource, e);
    }
  }
}
