package io.causality.portal.pages;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.http.Pages;
import io.causality.portal.http.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors as pages, for those who read HTML; everybody else gets a problem, as from the API. */
final class ErrorPages implements Pages {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

  private final PageWriter writer;

  ErrorPages(PageWriter writer) {
    this.writer = writer;
  }

  @Override
  public void mount(Router router) {
    router.route().failureHandler(this::failed);
    router.route().last().handler(this::unanswered);
  }

  /** Nothing has answered this request. */
  private void unanswered(RoutingContext context) {
    if (!isForReaders(context)) {
      context.next();
      return;
    }
    boolean known = Site.at(context.normalizedPath()).isPresent();
    send(context, known ? 405 : 404);
  }

  private void failed(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (!isForReaders(context) || response.headWritten() || response.ended()) {
      context.next();
      return;
    }
    int status =
        context.failure() instanceof ProblemException known
            ? known.problem().code().status()
            : context.statusCode() < 400 ? 500 : context.statusCode();
    if (status == 500) {
      LOG.error(
          "page failed {} {}",
          kv("event", "page_failed"),
          kv("request_id", requestId(context)),
          context.failure());
    }
    send(context, status);
  }

  private void send(RoutingContext context, int status) {
    ErrorView view = ErrorView.of(status, requestId(context));
    PageWriter.send(context, status, writer.page(view.page(), view));
  }

  private static String requestId(RoutingContext context) {
    String id = context.response().headers().get("X-Request-Id");
    return id == null ? "" : id;
  }

  private static boolean isForReaders(RoutingContext context) {
    HttpServerRequest request = context.request();
    String accepted = request.getHeader("Accept");
    return accepted != null
        && accepted.contains("text/html")
        && !context.normalizedPath().startsWith("/api/");
  }
}
