package io.causality.cli.supervise;

/** Where a part stands. */
public enum PartState {
  /** Waits for the parts that it needs. */
  WAITING,
  /** Runs, but has not said that it is ready since its start. */
  STARTING,
  /** Its last check was good. */
  READY,
  /** Was ready, runs, and its last check was bad. */
  UNREADY,
  /** Has ended and will be started again. */
  RESTARTING,
  /** Was stopped on purpose. */
  STOPPED;

  /** As status prints it. */
  public String label() {
    return switch (this) {
      case WAITING -> "waiting";
      case STARTING -> "starting";
      case READY -> "ready";
      case UNREADY -> "unready";
      case RESTARTING -> "restarting";
      case STOPPED -> "stopped";
    };
  }
}
