package io.causality.portal.insight;

import io.causality.portal.insight.oracle.Event;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** The ten events of the reference, and its range. */
public final class Reference {
  private static final String SHOP = "https://shop.example";

  private Reference() {}

  /** The events, in order of arrival. */
  public static List<Event> events() {
    return List.of(
        at(1, "page_view", "2026-11-02T08:00:00Z", "d1", null)
            .page(SHOP + "/?utm_source=news", "/")
            .column("utm_source", "news"),
        at(2, "Signed up", "2026-11-02T08:05:00Z", "d1", "ada")
            .property("plan", "free")
            .trait("country", "DE"),
        at(3, "Paid", "2026-11-02T08:35:00Z", "d1", "ada")
            .property("plan", "pro")
            .property("amount", 20L),
        at(4, "Signed up", "2026-11-02T09:00:00Z", null, "ben")
            .property("plan", "pro")
            .trait("country", "FR"),
        at(5, "Paid", "2026-11-03T10:00:00Z", null, "ben")
            .property("plan", "pro")
            .property("amount", 30L),
        at(6, "Signed up", "2026-11-03T07:00:00Z", "d3", "cyd").session("s9"),
        at(7, "page_view", "2026-11-03T07:01:00Z", "d3", "cyd")
            .session("s9")
            .page(SHOP + "/pricing/", "/pricing/"),
        at(8, "page_view", "2026-11-03T07:03:00Z", "d3", "cyd")
            .session("s9")
            .page(SHOP + "/docs", "/docs"),
        at(9, "page_view", "2026-11-04T08:00:00Z", "d1", "ada").page(SHOP + "/", "/"),
        at(10, "page_view", "2026-11-04T08:02:00Z", "d1", "ada")
            .page(SHOP + "/pricing", "/pricing"));
  }

  private static Event at(long seq, String name, String time, String device, String user) {
    return Event.of(seq, name, Instant.parse(time).toEpochMilli(), device, user);
  }

  /** A spec of the reference; {@code R} stands for its range. */
  public static JsonObject spec(String json) {
    return new JsonObject(
        json.replace(
            ",R}",
            ",\"from\":\"2026-11-02\",\"to\":\"2026-11-04\",\"timezone\":\"Europe/Berlin\"}"));
  }
}
