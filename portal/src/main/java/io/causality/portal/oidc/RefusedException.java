package io.causality.portal.oidc;

/** A sign-in that does not go on. The message is for the log and names no secret. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  /** What the sign-in page tells about it. */
  enum Why {
    /** The provider does not answer, or not as a provider does. */
    UNAVAILABLE,
    /** It said no, or said something that is not to be believed. */
    REFUSED,
    /** It does not know whether the email is the person's. */
    UNVERIFIED,
    /** Nobody of that email may sign in here. */
    UNKNOWN,
    /** Too many attempts from one address. */
    LOCKED
  }

  private final Why why;

  RefusedException(Why why, String message) {
    super(message);
    this.why = why;
  }

  RefusedException(Why why, String message, Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  Why why() {
    return why;
  }
}
