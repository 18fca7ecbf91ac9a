package io.causality.portal.freshness;

import io.causality.portal.apps.Apps;
import io.causality.portal.http.Call;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Routes;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Freshness over HTTP. */
public final class FreshnessRoutes implements Routes {
  private final Apps apps;
  private final Freshness freshness;

  public FreshnessRoutes(Apps apps, Freshness freshness) {
    this.apps = apps;
    this.freshness = freshness;
  }

  @Override
  public Map<String, Operation> operations() {
    return Map.of("freshness", this::freshness);
  }

  private Reply freshness(Call call) throws InterruptedException {
    String app = call.path("app");
    apps.require(call.caller(), app);
    Freshness.Report report = freshness.report(app);
    return Reply.ok(
        new JsonObject()
            .put("accepted", report.accepted())
            .put("in_stream", report.inStream())
            .put("deduplicated", report.deduplicated())
            .put("in_lake", report.inLake())
            .put("dead_letters", report.deadLetters())
            .put("seconds_behind", report.secondsBehind())
            .put("watermark", report.watermark().toString()));
  }
}
