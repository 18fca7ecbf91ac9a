package io.causality.functions.funnel;

/** How an attempt goes from step to step. */
public enum FunnelOrder {
  /** The earliest event that matches the next step; others in between are ignored. */
  ORDERED,
  /** The very next event must match the next step. */
  STRICT,
  /** The steps may come in any order. */
  UNORDERED
}
