package io.causality.portal.access;

import io.causality.portal.http.Authenticator;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** Recognizes a caller by {@code Authorization: Bearer} and an API token. */
public final class TokenAuthenticator implements Authenticator {
  private static final String BEARER = "Bearer ";
  private static final int LONGEST = 500;

  private final Users users;

  public TokenAuthenticator(Users users) {
    this.users = users;
  }

  @Override
  public Caller authenticate(@Nullable String authorization) {
    if (authorization == null) {
      throw refused("an API token is needed: Authorization: Bearer <token>");
    }
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        || authorization.length() > LONGEST) {
      throw refused("the header must read: Authorization: Bearer <token>");
    }
    String token = authorization.substring(BEARER.length()).trim();
    return users
        .byToken(Secrets.sha256(token))
        .orElseThrow(() -> refused("this API token is not known"));
  }

  private static ProblemException refused(String why) {
    return new ProblemException(Problem.of(ProblemCode.NOT_AUTHENTICATED, why));
  }
}
