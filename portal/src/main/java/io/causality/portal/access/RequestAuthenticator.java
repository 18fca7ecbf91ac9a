package io.causality.portal.access;

import io.causality.portal.http.Authenticator;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Sender;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a caller by {@code Authorization: Bearer} and an API token, else by a session's
 * cookie. What a browser sends of itself to any site's bidding, the cookie, changes nothing without
 * the CSRF token beside it.
 */
public final class RequestAuthenticator implements Authenticator {
  private static final String BEARER = "Bearer ";
  private static final int LONGEST = 500;

  private final Users users;
  private final Sessions sessions;

  public RequestAuthenticator(Users users, Sessions sessions) {
    this.users = users;
    this.sessions = sessions;
  }

  @Override
  public Caller authenticate(Sender sender) {
    if (sender.authorization() != null) {
      return byToken(sender.authorization());
    }
    if (sender.session() != null) {
      return bySession(sender.session(), sender);
    }
    throw refused("sign in, or send an API token: Authorization: Bearer <token>");
  }

  private Caller byToken(String authorization) {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        || authorization.length() > LONGEST) {
      throw refused("the header must read: Authorization: Bearer <token>");
    }
    String token = authorization.substring(BEARER.length()).trim();
    return users
        .byToken(Secrets.sha256(token))
        .orElseThrow(() -> refused("this API token is not known"));
  }

  private Caller bySession(String session, Sender sender) {
    Caller caller =
        sessions
            .callerOf(session)
            .orElseThrow(() -> refused("this session is over; sign in again"));
    if (sender.writes() && !isEqual(Sessions.csrf(session), sender.csrf())) {
      throw new ProblemException(
          Problem.of(ProblemCode.CSRF, "the header X-CSRF-Token is missing or of another session")
              .suggest("send the csrf of GET /api/session"));
    }
    return caller;
  }

  private static boolean isEqual(String expected, @Nullable String sent) {
    return sent != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  private static ProblemException refused(String why) {
    return new ProblemException(Problem.of(ProblemCode.NOT_AUTHENTICATED, why));
  }
}
