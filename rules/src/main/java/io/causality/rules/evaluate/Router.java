package io.causality.rules.evaluate;

import io.causality.proto.v1.Signal;
import io.causality.rules.event.RuleEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules that an event concerns: by app and event name, so that the number of rules about
 * other events costs nothing. Immutable and thread-safe; a change of rules makes a new one, of
 * which the evaluations that did not change are parts again.
 */
public final class Router {
  private final Map<String, AppRoutes> apps;
  private final Map<String, Evaluation> evaluations;

  /** Takes the signal that a rule gets. */
  @FunctionalInterface
  public interface Consumer {
    /**
     * A rule is concerned.
     *
     * @param scopeKey under which the signals of the rule come together; empty for an app
     */
    void route(Evaluation evaluation, String scopeKey, Signal signal);
  }

  private record AppRoutes(Map<String, List<Evaluation>> byName, List<Evaluation> always) {
    List<Evaluation> of(String name) {
      // The lists by name contain those that look at every event.
      List<Evaluation> named = byName.get(name);
      return named == null ? always : named;
    }
  }

  private Router(Map<String, AppRoutes> apps, Map<String, Evaluation> evaluations) {
    this.apps = apps;
    this.evaluations = evaluations;
  }

  /** A router over the enabled ones of these rules; of equal ids the last counts. */
  public static Router of(Collection<Evaluation> all) {
    Map<String, Evaluation> byId = new HashMap<>();
    for (Evaluation evaluation : all) {
      if (evaluation.rule().rule().enabled()) {
        byId.put(evaluation.id(), evaluation);
      }
    }
    Map<String, List<Evaluation>> byApp = new HashMap<>();
    byId.values()
        .forEach(
            evaluation ->
                byApp
                    .computeIfAbsent(evaluation.rule().app(), app -> new ArrayList<>())
                    .add(evaluation));
    Map<String, AppRoutes> apps = new HashMap<>();
    byApp.forEach((app, evaluations) -> apps.put(app, routes(evaluations)));
    return new Router(apps, byId);
  }

  private static AppRoutes routes(List<Evaluation> evaluations) {
    Map<String, List<Evaluation>> byName = new HashMap<>();
    List<Evaluation> always = new ArrayList<>();
    for (Evaluation evaluation : evaluations) {
      evaluation
          .eventNames()
          .ifPresentOrElse(
              names ->
                  names.forEach(
                      name ->
                          byName.computeIfAbsent(name, key -> new ArrayList<>()).add(evaluation)),
              () -> always.add(evaluation));
    }
    byName.values().forEach(list -> list.addAll(always));
    return new AppRoutes(byName, always);
  }

  /** The evaluation of that id ({@code app/rule@version}), if the rule is enabled. */
  public Optional<Evaluation> evaluation(String id) {
    return Optional.ofNullable(evaluations.get(id));
  }

  /** All evaluations of enabled rules. */
  public Collection<Evaluation> evaluations() {
    return evaluations.values();
  }

  /**
   * Whether any rule may look at an event of that name; lets a driver leave events unread.
   *
   * @param name the event's name
   */
  public boolean concerns(String app, String name) {
    AppRoutes routes = apps.get(app);
    return routes != null && !routes.of(name).isEmpty();
  }

  /** Hands on what the rules get of an event. */
  public void route(RuleEvent event, Consumer consumer) {
    AppRoutes routes = apps.get(event.appId());
    if (routes == null) {
      return;
    }
    for (Evaluation evaluation : routes.of(event.name())) {
      String key = evaluation.scopeKey(event);
      if (key != null) {
        @Nullable Signal signal = evaluation.signal(event);
        if (signal != null) {
          consumer.route(evaluation, key, signal);
        }
      }
    }
  }
}
