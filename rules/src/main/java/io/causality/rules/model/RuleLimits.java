package io.causality.rules.model;

/** What a rule may ask for. Times are in seconds. */
public final class RuleLimits {
  /** Longest document, in bytes. */
  public static final int DOCUMENT_BYTES = 100_000;

  /** Longest name. */
  public static final int NAME = 200;

  /** Longest text of a condition. */
  public static final int TEXT = 1_000;

  /** Conditions in one rule. */
  public static final int CONDITIONS = 100;

  /** Depth to which {@code any} and {@code all} nest. */
  public static final int CONDITION_DEPTH = 5;

  /** Values of an {@code in}. */
  public static final int VALUES = 1_000;

  /** Longest {@code within_s} of attempts, absences and n times: 30 days. */
  public static final int WITHIN_S = 30 * 86_400;

  /** Longest window of a rate and a count: 7 days. */
  public static final int WINDOW_S = 7 * 86_400;

  /** Longest cooldown: 30 days. */
  public static final int COOLDOWN_S = 30 * 86_400;

  /** Longest lateness: an hour. */
  public static final int LATENESS_S = 3_600;

  /** Events of a rate. */
  public static final int RATE = 1_000_000;

  /** Events of n times. */
  public static final int TIMES = 1_000;

  /** Steps of a sequence. */
  public static final int STEPS = 10;

  private RuleLimits() {}
}
