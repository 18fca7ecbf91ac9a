package io.causality.portal.insight.spec;

/** Whose property is meant. */
public enum On implements Choice {
  /** The event's: its own property of that name, else the column. */
  EVENT,
  /** The person's current trait. */
  PERSON
}
