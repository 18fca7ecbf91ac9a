package io.causality.portal.pages;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All public pages. */
public final class Site {
  static final Page HOME =
      new Page(
          "/",
          "home",
          "Home",
          "Causality: behavioural analytics that you own",
          "Funnels, retention, paths and SQL over every event of your product, exact and seconds old,"
              + " on your own machine and in open files.");
  static final Page CONTACT =
      new Page(
          "/contact",
          "contact",
          "Contact",
          "Contact",
          "Write to the people who run this installation of Causality.");
  static final Page CONTACT_SENT =
      new Page(
          "/contact/sent",
          "sent",
          "Contact",
          "Your message has arrived",
          "Your message has arrived at the people who run this installation.");
  static final Page SQL =
      new Page(
          "/docs/sql",
          "docs/sql",
          "SQL schema",
          "SQL schema: every table and column",
          "The tables events and persons with all columns, types and meanings, and queries to begin"
              + " with.");

  private static final Page FEATURES =
      new Page(
          "/features",
          "features",
          "Features",
          "Features",
          "Trends, funnels, retention, paths, lifecycle, sessions, cohorts, dashboards, a live view"
              + " and a SQL editor over the same events.");
  private static final Page DOCS =
      new Page(
          "/docs",
          "docs/index",
          "Overview",
          "Documentation",
          "From the first event to the first answer: quick start, sending events, definitions, SQL"
              + " schema, API reference.");
  private static final Page SELF_HOST =
      new Page(
          "/self-host",
          "selfhost",
          "Self-host",
          "Host it yourself",
          "One command starts all of Causality on one machine. What it needs, what was measured, where"
              + " the data lies.");

  private static final List<Page> DOCUMENTATION =
      List.of(
          DOCS,
          new Page(
              "/docs/quick-start",
              "docs/start",
              "Quick start",
              "Quick start",
              "Start Causality, send a first event and ask for it, in three commands."),
          new Page(
              "/docs/send-events",
              "docs/send",
              "Send events",
              "Send events over HTTP",
              "Events are JSON over HTTP. Complete examples with curl, fetch, Java and Go, and what to"
                  + " do when a request fails."),
          new Page(
              "/docs/numbers",
              "docs/numbers",
              "How numbers are defined",
              "How numbers are defined",
              "What counts as a person, a conversion, a retained user or a session, precisely enough to"
                  + " check every number by hand."),
          SQL,
          new Page(
              "/docs/api/gateway",
              "docs/api",
              "Gateway API",
              "Gateway API: sending events",
              "Reference of the gateway's HTTP API, rendered from its OpenAPI file."),
          new Page(
              "/docs/api/portal",
              "docs/api",
              "Portal API",
              "Portal API: asking and administering",
              "Reference of the portal's HTTP API, rendered from its OpenAPI file."));

  private Site() {}

  /** The main navigation, in order. */
  public static List<Page> main() {
    return List.of(FEATURES, DOCS, SELF_HOST, CONTACT);
  }

  /** The documentation, in order of reading. */
  public static List<Page> documentation() {
    return DOCUMENTATION;
  }

  /** The page at exactly that path. */
  public static Optional<Page> at(String path) {
    return all().stream().filter(page -> page.path().equals(path)).findFirst();
  }

  /** Every page. */
  public static List<Page> all() {
    return Stream.of(List.of(HOME, FEATURES, SELF_HOST, CONTACT, CONTACT_SENT), DOCUMENTATION)
        .flatMap(List::stream)
        .toList();
  }
}
