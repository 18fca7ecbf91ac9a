package io.causality.portal.insight.oracle;

/** What events are called on somebody's way. */
final class Items {
  private Items() {}

  static boolean isPage(Event event) {
    return event.name().equals("page_view");
  }

  static boolean isScreen(Event event) {
    return event.name().equals("screen_view");
  }

  static boolean isView(Event event) {
    return isPage(event) || isScreen(event);
  }

  static String of(Event event) {
    if (isPage(event)) {
      String path = event.columns().get("page_path").toString();
      return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
    return isScreen(event) ? event.columns().get("screen_name").toString() : event.name();
  }
}
