package io.causality.portal.http;

import org.jspecify.annotations.Nullable;

/**
 * What a request says about who sends it; nothing of it is proven yet.
 *
 * @param address of the client, as far as the connection and trusted proxies tell
 * @param secure whether the client speaks HTTPS, to us or to a proxy before us
 * @param writes whether the method may change something
 * @param authorization the header of that name
 * @param session value of the cookie {@link #COOKIE}
 * @param csrf the header {@code X-CSRF-Token}
 * @param signingIn value of the cookie {@link #SIGNING_IN_COOKIE}
 */
public record Sender(
    String address,
    String userAgent,
    boolean secure,
    boolean writes,
    @Nullable String authorization,
    @Nullable String session,
    @Nullable String csrf,
    @Nullable String signingIn) {
  /** Name of the cookie that carries a session's token. */
  public static final String COOKIE = "causality_session";

  /** Name of the cookie of a browser that was sent to the OpenID provider. */
  public static final String SIGNING_IN_COOKIE = "causality_signing_in";

  private static final int LONGEST_USER_AGENT = 300;

  public Sender {
    if (userAgent.length() > LONGEST_USER_AGENT) {
      userAgent = userAgent.substring(0, LONGEST_USER_AGENT);
    }
  }

  @Override
  public String toString() {
    return "Sender[" + address + ", " + userAgent + ", ***]";
  }
}
