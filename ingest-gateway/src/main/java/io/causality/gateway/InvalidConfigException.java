package io.causality.gateway;

import java.util.List;

/** The environment cannot be used; names every wrong key. */
public final class InvalidConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  /** One sentence for each wrong key. */
  public InvalidConfigException(List<String> problems) {
    super(String.join("; ", problems));
  }
}
