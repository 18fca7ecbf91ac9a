package io.causality.portal.oidc;

import io.causality.portal.http.Role;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The OpenID provider that people may sign in with. Prints its secret as stars. Immutable.
 *
 * @param issuer as the provider's discovery document has it
 * @param clientSecret empty for a public client, which PKCE alone protects
 * @param name of the provider, for people
 * @param scopes what is asked for; {@code openid} and {@code email} among them
 * @param createUsers whether somebody unknown becomes a user
 * @param defaultRole of somebody new whom no group gives another
 * @param groupsClaim the claim that lists somebody's groups; empty where roles are given by hand
 * @param adminGroups who is in one of these is an admin
 * @param editorGroups who is in one of these, and no admin, is an editor
 * @param redirect where the provider sends people back to
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    Optional<String> clientSecret,
    String name,
    List<String> scopes,
    boolean createUsers,
    Role defaultRole,
    Optional<String> groupsClaim,
    Set<String> adminGroups,
    Set<String> editorGroups,
    URI redirect) {

  /** Path of {@link #redirect}. */
  public static final String CALLBACK = "/api/sign-in/provider/callback";

  public OidcSettings {
    scopes = List.copyOf(scopes);
    adminGroups = Set.copyOf(adminGroups);
    editorGroups = Set.copyOf(editorGroups);
  }

  /** The role that groups give; empty where roles do not come from groups. */
  Optional<Role> roleOf(Collection<String> groups) {
    if (groupsClaim.isEmpty()) {
      return Optional.empty();
    }
    if (groups.stream().anyMatch(adminGroups::contains)) {
      return Optional.of(Role.ADMIN);
    }
    return Optional.of(
        groups.stream().anyMatch(editorGroups::contains) ? Role.EDITOR : defaultRole);
  }

  @Override
  public String toString() {
    return "OidcSettings[issuer="
        + issuer
        + ", clientId="
        + clientId
        + ", clientSecret="
        + clientSecret.map(secret -> "***")
        + ", name="
        + name
        + ", scopes="
        + scopes
        + ", createUsers="
        + createUsers
        + ", defaultRole="
        + defaultRole
        + ", groupsClaim="
        + groupsClaim
        + ", adminGroups="
        + adminGroups
        + ", editorGroups="
        + editorGroups
        + ", redirect="
        + redirect
        + "]";
  }
}
