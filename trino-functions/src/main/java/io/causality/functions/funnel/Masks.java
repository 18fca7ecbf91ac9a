package io.causality.functions.funnel;

/** What the bits of an event's mask mean in a funnel. */
public final class Masks {
  /** Most steps of a funnel. */
  public static final int MOST_STEPS = 20;

  /** Most different exclusions of a funnel. */
  public static final int MOST_EXCLUSIONS = 40;

  /** The event lies before the range: it counts only for what was first ever. */
  public static final long BEFORE_RANGE = 1L << 60;

  /** The event only tells who somebody is: it does not interrupt strict steps. */
  public static final long IDENTITY = 1L << 61;

  private Masks() {}

  /** The event matches this step, from 0. */
  public static long step(int step) {
    return 1L << step;
  }

  /** The event matches this exclusion, from 0. */
  public static long exclusion(int exclusion) {
    return 1L << (MOST_STEPS + exclusion);
  }
}
