package io.causality.portal.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.causality.portal.oidc.RefusedException.Why;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the OpenID provider. What it says of itself is read at the first sign-in and again
 * after an hour; its keys when a token names one that is not known. Thread-safe, blocks.
 */
final class Provider {
  private static final int TIMEOUT_MS = 5_000;
  private static final int LONGEST_KEYS = 1 << 20;
  private static final long FRESH_NANOS = Duration.ofHours(1).toNanos();

  private final OidcSettings settings;
  private final Issuer issuer;
  private final ClientID client;
  private @Nullable Known known;

  Provider(OidcSettings settings) {
    this.settings = settings;
    this.issuer = new Issuer(settings.issuer());
    this.client = new ClientID(settings.clientId());
  }

  /** The provider as it described itself. */
  private record Known(OIDCProviderMetadata metadata, IDTokenValidator tokens, long readAt) {}

  /** One person's way to the provider and back: known to the portal alone, but for the state. */
  record Way(String state, String nonce, String verifier) {
    @Override
    public String toString() {
      return "Way[***]";
    }
  }

  /** A way that nobody can guess. */
  static Way newWay() {
    return new Way(new State().getValue(), new Nonce().getValue(), new CodeVerifier().getValue());
  }

  /** Where the person signs in. */
  URI signInAt(Way way) throws RefusedException {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            new Scope(settings.scopes().toArray(String[]::new)),
            client,
            settings.redirect())
        .endpointURI(known().metadata().getAuthorizationEndpointURI())
        .state(new State(way.state()))
        .nonce(new Nonce(way.nonce()))
        .codeChallenge(new CodeVerifier(way.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Asks for the tokens of a code, and checks them.
   *
   * @param said the issuer that the answer came from, where the provider says so
   */
  Identity identify(String code, @Nullable String said, Way way) throws RefusedException {
    if (said != null && !said.equals(issuer.getValue())) {
      throw new RefusedException(Why.REFUSED, "the answer is another issuer's");
    }
    Known provider = known();
    try {
      OIDCTokens tokens = tokens(provider.metadata(), code, way);
      IDTokenClaimsSet claims =
          provider.tokens().validate(tokens.getIDToken(), new Nonce(way.nonce()));
      return identity(provider.metadata(), tokens, claims);
    } catch (KeySourceException e) {
      throw new RefusedException(Why.UNAVAILABLE, "no keys of the provider: " + e.getMessage(), e);
    } catch (BadJOSEException | JOSEException e) {
      throw new RefusedException(Why.REFUSED, "no good ID token: " + e.getMessage(), e);
    } catch (IOException | ParseException e) {
      throw new RefusedException(Why.UNAVAILABLE, "no sound answer: " + e.getMessage(), e);
    }
  }

  private OIDCTokens tokens(OIDCProviderMetadata metadata, String code, Way way)
      throws IOException, ParseException, RefusedException {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), settings.redirect(), new CodeVerifier(way.verifier()));
    URI endpoint = metadata.getTokenEndpointURI();
    TokenRequest request =
        settings
            .clientSecret()
            .map(secret -> new TokenRequest.Builder(endpoint, proof(metadata, secret), grant))
            .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant))
            .build();
    TokenResponse response = OIDCTokenResponseParser.parse(send(request.toHTTPRequest()));
    if (!response.indicatesSuccess()) {
      String error = String.valueOf(response.toErrorResponse().getErrorObject().getCode());
      Why why = error.equals("invalid_grant") ? Why.REFUSED : Why.UNAVAILABLE;
      throw new RefusedException(why, "no tokens for the code: " + error);
    }
    return response.toSuccessResponse().getTokens().toOIDCTokens();
  }

  private ClientAuthentication proof(OIDCProviderMetadata metadata, String secret) {
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    boolean basic =
        methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return basic
        ? new ClientSecretBasic(client, new Secret(secret))
        : new ClientSecretPost(client, new Secret(secret));
  }

  private Identity identity(
      OIDCProviderMetadata metadata, OIDCTokens tokens, IDTokenClaimsSet claims)
      throws IOException, ParseException, RefusedException {
    ClaimsSet about = claims;
    boolean lacksGroups =
        settings.groupsClaim().filter(claim -> claims.getClaim(claim) == null).isPresent();
    if ((claims.getClaim("email") == null || lacksGroups)
        && metadata.getUserInfoEndpointURI() != null) {
      UserInfo more = userInfo(metadata.getUserInfoEndpointURI(), tokens);
      if (!claims.getSubject().equals(more.getSubject())) {
        throw new RefusedException(Why.REFUSED, "the user info is about somebody else");
      }
      about = more;
    }
    String email = about.getStringClaim("email");
    if (email == null || email.isBlank()) {
      throw new RefusedException(Why.UNVERIFIED, "the provider names no email");
    }
    Object verified = about.getClaim("email_verified");
    if (!Boolean.TRUE.equals(verified) && !"true".equals(verified)) {
      throw new RefusedException(Why.UNVERIFIED, "the email is not verified");
    }
    return new Identity(email.strip(), groups(about));
  }

  private static UserInfo userInfo(URI endpoint, OIDCTokens tokens)
      throws IOException, ParseException, RefusedException {
    UserInfoResponse response =
        UserInfoResponse.parse(
            send(new UserInfoRequest(endpoint, tokens.getAccessToken()).toHTTPRequest()));
    if (!response.indicatesSuccess() || response.toSuccessResponse().getUserInfo() == null) {
      throw new RefusedException(Why.UNAVAILABLE, "no user info");
    }
    return response.toSuccessResponse().getUserInfo();
  }

  private Set<String> groups(ClaimsSet about) {
    Set<String> groups = new HashSet<>();
    Object claim = settings.groupsClaim().map(about::getClaim).orElse(null);
    if (claim instanceof List<?> list) {
      list.forEach(group -> groups.add(String.valueOf(group)));
    } else if (claim instanceof String one) {
      groups.add(one);
    }
    return groups;
  }

  private static HTTPResponse send(HTTPRequest request) throws IOException {
    request.setConnectTimeout(TIMEOUT_MS);
    request.setReadTimeout(TIMEOUT_MS);
    request.setFollowRedirects(false);
    return request.send();
  }

  private synchronized Known known() throws RefusedException {
    if (known == null || System.nanoTime() - known.readAt() > FRESH_NANOS) {
      known = read();
    }
    return known;
  }

  private Known read() throws RefusedException {
    try {
      OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer, TIMEOUT_MS, TIMEOUT_MS);
      if (metadata.getAuthorizationEndpointURI() == null
          || metadata.getTokenEndpointURI() == null
          || metadata.getJWKSetURI() == null) {
        throw new RefusedException(Why.UNAVAILABLE, "the provider names not all of its addresses");
      }
      // Signatures by keys that the provider alone has: never "none", never the client's secret.
      IDTokenValidator tokens =
          new IDTokenValidator(
              issuer,
              client,
              new JWSVerificationKeySelector<SecurityContext>(
                  JWSAlgorithm.Family.SIGNATURE,
                  JWKSourceBuilder.<SecurityContext>create(
                          metadata.getJWKSetURI().toURL(),
                          new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, LONGEST_KEYS))
                      .build()),
              null);
      return new Known(metadata, tokens, System.nanoTime());
    } catch (GeneralException | IOException e) {
      throw new RefusedException(
          Why.UNAVAILABLE, "the provider does not describe itself: " + e.getMessage(), e);
    }
  }
}
