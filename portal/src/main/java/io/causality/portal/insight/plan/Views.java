package io.causality.portal.insight.plan;

import static io.causality.portal.insight.sql.Expression.and;
import static io.causality.portal.insight.sql.Expression.binary;
import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.sql.Expression;
import java.util.List;

/** Page views, screen views, and what an event is called on somebody's way. */
public final class Views {
  private static final String PAGE = "page_view";
  private static final String SCREEN = "screen_view";

  private Views() {}

  /** Whether the event is a page view. */
  public static Expression isPage() {
    return EventScan.event("event_name").eq(literal(PAGE));
  }

  /** Whether the event is a screen view. */
  public static Expression isScreen() {
    return EventScan.event("event_name").eq(literal(SCREEN));
  }

  /** Whether the event is one of both. */
  public static Expression isView() {
    return EventScan.event("event_name").in(List.of(literal(PAGE), literal(SCREEN)));
  }

  /**
   * A page view's path without the slash at its end, a screen view's screen, every other event's
   * name; null for a view that does not tell.
   */
  public static Expression item() {
    return new Expression(
        "CASE "
            + EventScan.event("event_name").text()
            + " WHEN "
            + literal(PAGE).text()
            + " THEN "
            + path().text()
            + " WHEN "
            + literal(SCREEN).text()
            + " THEN "
            + EventScan.event("screen_name").text()
            + " ELSE "
            + EventScan.event("event_name").text()
            + " END");
  }

  private static Expression path() {
    Expression path = EventScan.event("page_path");
    Expression closed =
        and(
            binary(call("length", path), ">", literal(1)),
            call("substr", path, literal(-1)).eq(literal("/")));
    Expression open =
        call("substr", path, literal(1), binary(call("length", path), "-", literal(1)));
    return call("IF", closed, open, path);
  }
}
