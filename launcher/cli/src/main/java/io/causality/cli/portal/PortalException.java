package io.causality.cli.portal;

import java.io.IOException;

/** The portal did not do what was asked; the message says why, for a person. */
public final class PortalException extends IOException {
  private static final long serialVersionUID = 1L;

  PortalException(String message) {
    super(message);
  }
}
