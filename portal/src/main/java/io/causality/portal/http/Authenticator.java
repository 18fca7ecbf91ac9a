package io.causality.portal.http;

/** The one place where a request becomes a {@link Caller}. May block. */
@FunctionalInterface
public interface Authenticator {
  /**
   * Who sends this.
   *
   * @throws ProblemException 401 when nobody is recognized, 403 {@code csrf} when a cookie alone
   *     asks for a change
   */
  Caller authenticate(Sender sender);
}
