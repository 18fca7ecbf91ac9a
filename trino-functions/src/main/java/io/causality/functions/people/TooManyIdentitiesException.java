package io.causality.functions.people;

/** The names of users and devices do not fit into one array. */
public final class TooManyIdentitiesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyIdentitiesException() {
    super(
        "these events have more users and devices than one answer can hold; choose a shorter range");
  }
}
