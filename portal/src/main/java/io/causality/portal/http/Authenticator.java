package io.causality.portal.http;

import org.jspecify.annotations.Nullable;

/** The one place where a request becomes a {@link Caller}. May block. */
@FunctionalInterface
public interface Authenticator {
  /**
   * Who sends this.
   *
   * @param authorization the header of that name
   * @throws ProblemException 401 when nobody is recognized
   */
  Caller authenticate(@Nullable String authorization);
}
