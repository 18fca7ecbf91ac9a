package io.causality.cli.settings;

import java.util.List;

/** Settings that cannot be used; the message has one line for each. */
public final class BadSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadSettingsException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
