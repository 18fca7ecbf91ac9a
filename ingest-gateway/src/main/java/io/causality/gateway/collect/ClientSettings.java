package io.causality.gateway.collect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * What other products' clients in browsers ask for before they send: settings, which name this
 * gateway as the place to send to and switch off what there is not (flags, recordings, surveys).
 * Keys are not judged here; the first event does that. Stateless.
 */
final class ClientSettings {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence SCRIPT = HttpHeaders.createOptimized("text/javascript");

  private ClientSettings() {}

  /** Settings of Segment's browser client. */
  static void segment(HttpServerRequest request, String key) {
    String answer =
        """
        {"integrations":{"Segment.io":{"apiKey":"%s","apiHost":"%s/v1","protocol":"%s",\
        "unbundledIntegrations":[],"addBundledMetadata":true}},\
        "edgeFunction":{},"analyticsNextEnabled":true,"middlewareSettings":{},"enabledMiddleware":{},\
        "metrics":{"sampleRate":0},"legacyVideoPluginsEnabled":false,"remotePlugins":[]}"""
            .formatted(quoted(key), quoted(host(request)), protocol(request));
    Answers.ok(request, JSON, Buffer.buffer(answer));
  }

  /** Settings of PostHog's browser client. */
  static void postHog(HttpServerRequest request, String key) {
    Answers.ok(request, JSON, Buffer.buffer(postHogConfig(key)));
  }

  /** The same as a script, which that client tries first. */
  static void postHogScript(HttpServerRequest request, String key) {
    String script =
        "(function(){var c=window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};c[\""
            + quoted(key)
            + "\"]={config:"
            + postHogConfig(key)
            + ",siteApps:[]};})();";
    Answers.ok(request, SCRIPT, Buffer.buffer(script));
  }

  /** No flags at all. */
  static void flags(HttpServerRequest request) {
    request.handler(discarded -> {});
    String answer =
        """
        {"flags":{},"featureFlags":{},"featureFlagPayloads":{},"errorsWhileComputingFlags":false,\
        "supportedCompression":["gzip-js"],"sessionRecording":false,"surveys":false,"siteApps":[]}""";
    request.endHandler(end -> Answers.ok(request, JSON, Buffer.buffer(answer)));
  }

  private static String postHogConfig(String key) {
    return """
        {"token":"%s","supportedCompression":["gzip","gzip-js"],"hasFeatureFlags":false,\
        "analytics":{"endpoint":"/i/v0/e/"},"elementsChainAsString":true,"autocapture_opt_out":false,\
        "autocaptureExceptions":false,"captureDeadClicks":false,\
        "capturePerformance":{"network_timing":false,"web_vitals":false},\
        "errorTracking":{"autocaptureExceptions":false,"suppressionRules":[]},\
        "sessionRecording":false,"heatmaps":false,"surveys":false,"productTours":false,\
        "defaultIdentifiedOnly":true,"siteApps":[]}"""
        .formatted(quoted(key));
  }

  private static String host(HttpServerRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    return host == null ? "" : host;
  }

  /**
   * How the browser reached this gateway. A proxy in front that ends TLS says so; where it does
   * not, a page that came by https could only have called by https, but for one's own machine.
   */
  private static String protocol(HttpServerRequest request) {
    String forwarded = request.getHeader("x-forwarded-proto");
    if (forwarded != null) {
      return forwarded.startsWith("https") ? "https" : "http";
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String host = host(request);
    boolean own = host.startsWith("127.0.0.1") || host.startsWith("localhost");
    return request.isSSL() || (origin != null && origin.startsWith("https:") && !own)
        ? "https"
        : "http";
  }

  /** For a text in JSON, and for one in a script: no tag can end there. */
  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text)).replace("<", "\\u003c");
  }
}
