/** Signing in with an OpenID provider: authorization code flow with PKCE. */
@NullMarked
package io.causality.portal.oidc;

import org.jspecify.annotations.NullMarked;
