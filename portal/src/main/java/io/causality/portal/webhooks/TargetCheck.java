package io.causality.portal.webhooks;

import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.webhooks.WebhookSettings.PrivateTargets;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Refuses addresses of webhooks that could never be delivered to, when they are saved. */
final class TargetCheck {
  private final AddressGuard guard;
  private final PrivateTargets privateTargets;

  TargetCheck(AddressGuard guard, PrivateTargets privateTargets) {
    this.guard = guard;
    this.privateTargets = privateTargets;
  }

  /**
   * Refuses with 400 or 403 what is no target. A name that has no address just now is none the less
   * accepted.
   *
   * @param wasPrivate whether the webhook has been allowed private networks before
   */
  void check(Caller caller, String url, boolean allowPrivate, boolean wasPrivate)
      throws InterruptedException {
    if (allowPrivate && privateTargets == PrivateTargets.NEVER) {
      throw new ProblemException(
          Problem.of(
                  ProblemCode.BAD_REQUEST,
                  "webhooks into private networks are switched off here"
                      + " (CAUSALITY_WEBHOOK_PRIVATE_TARGETS)")
              .at("$.allow_private"));
    }
    if (allowPrivate && !wasPrivate && !caller.isAdmin()) {
      throw new ProblemException(
          Problem.of(ProblemCode.FORBIDDEN, "only an admin opens private networks to a webhook")
              .at("$.allow_private"));
    }
    URI uri =
        parse(url)
            .orElseThrow(
                () -> bad("must be an absolute http or https address without user and fragment"));
    try {
      guard.check(host(uri), allowPrivate);
    } catch (AddressGuard.RefusedException e) {
      if (!e.isUnresolved()) {
        throw bad(e.reason());
      }
    }
  }

  /** The address, where it is one that webhooks can have. */
  static Optional<URI> parse(String url) {
    try {
      URI uri = new URI(url);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && uri.getPort() <= 65_535
              && uri.getPort() != 0
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty(); // the caller says what is expected
    }
  }

  /** The host without the brackets of an IPv6 address. */
  static String host(URI uri) {
    return uri.getHost().replaceAll("^\\[|]$", "");
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.of(ProblemCode.BAD_REQUEST, detail).at("$.url"));
  }
}
