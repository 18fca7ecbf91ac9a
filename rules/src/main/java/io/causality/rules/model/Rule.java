package io.causality.rules.model;

import java.util.List;

/**
 * A rule, as a person writes it. Immutable.
 *
 * @param name for people; not empty
 * @param cooldownS at most one alert per scope key in so many seconds of event time; 0: no limit
 * @param latenessS how far behind the watermark an event may come and still count
 */
public record Rule(
    String name,
    boolean enabled,
    Scope scope,
    Severity severity,
    int cooldownS,
    int latenessS,
    List<Mute> mute,
    Kind when,
    List<Action> actions) {
  /** Copies the lists. */
  public Rule {
    mute = List.copyOf(mute);
    actions = List.copyOf(actions);
  }
}
