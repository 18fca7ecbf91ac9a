package io.causality.portal.oidc;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.access.Secrets;
import io.causality.portal.access.SignIn;
import io.causality.portal.db.Database;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.causality.portal.http.Sender;
import io.causality.portal.oidc.RefusedException.Why;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in with the provider. The user is the one with the email that the provider vouches for.
 * Thread-safe, blocks.
 */
public final class ProviderSignIn {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);
  private static final String BROWSER = "cw_";

  private final OidcSettings settings;
  private final Provider provider;
  private final OnTheWay onTheWay;
  private final SignIn signIn;

  public ProviderSignIn(OidcSettings settings, Database database, SignIn signIn) {
    this.settings = settings;
    this.provider = new Provider(settings);
    this.onTheWay = new OnTheWay(database);
    this.signIn = signIn;
  }

  String name() {
    return settings.name();
  }

  /** What became of half a sign-in. */
  sealed interface Outcome {}

  /**
   * The person goes to the provider.
   *
   * @param browser token that the browser brings back
   */
  record Sent(URI to, String browser) implements Outcome {
    @Override
    public String toString() {
      return "Sent[***]";
    }
  }

  /**
   * The person is signed in.
   *
   * @param next path of the web app that was asked for; empty for none
   */
  record SignedIn(SignIn.Signed signed, String next) implements Outcome {}

  /** It goes no further. */
  record Failed(Why why) implements Outcome {}

  /** Sends somebody to the provider. */
  Outcome begin(String next, Sender sender) {
    try {
      attempt(sender);
      Provider.Way way = Provider.newWay();
      URI to = provider.signInAt(way);
      String browser = Secrets.random(BROWSER);
      onTheWay.leaves(browser, way, next);
      return new Sent(to, browser);
    } catch (RefusedException e) {
      return failed(e);
    }
  }

  /**
   * Takes somebody who comes from the provider.
   *
   * @param code null when the provider gave none
   * @param issuer null when the provider does not name itself
   */
  Outcome finish(
      @Nullable String code, @Nullable String state, @Nullable String issuer, Sender sender) {
    Optional<OnTheWay.Back> back =
        sender.signingIn() == null || state == null
            ? Optional.empty()
            : onTheWay.comesBack(sender.signingIn(), state);
    try {
      if (back.isEmpty()) {
        throw new RefusedException(Why.REFUSED, "nobody left with that state, or long ago");
      }
      if (code == null) {
        throw new RefusedException(Why.REFUSED, "the provider gave no code");
      }
      Identity identity = provider.identify(code, issuer, back.get().way());
      return signIn(identity, back.get().next(), sender);
    } catch (RefusedException e) {
      // Whoever never left may come as often as they like, and fills no log of ours.
      if (back.isPresent() && e.why() != Why.UNKNOWN) {
        signIn.refused(settings.name(), sender);
      }
      return failed(e);
    }
  }

  private Outcome signIn(Identity identity, String next, Sender sender) throws RefusedException {
    Optional<Role> byGroups = settings.roleOf(identity.groups());
    Optional<Role> newcomers =
        settings.createUsers()
            ? Optional.of(byGroups.orElse(settings.defaultRole()))
            : Optional.empty();
    return new SignedIn(
        signIn
            .vouchedFor(
                new SignIn.Voucher(settings.name(), identity.email(), byGroups, newcomers), sender)
            .orElseThrow(
                () -> new RefusedException(Why.UNKNOWN, "nobody of that email may sign in")),
        next);
  }

  private void attempt(Sender sender) throws RefusedException {
    try {
      signIn.attempt(sender);
    } catch (ProblemException e) {
      throw new RefusedException(Why.LOCKED, "too many attempts of an address", e);
    }
  }

  private static Failed failed(RefusedException e) {
    LOG.warn(
        "sign-in with the provider: {} {}", e.getMessage(), kv("event", "provider_sign_in_failed"));
    return new Failed(e.why());
  }
}
