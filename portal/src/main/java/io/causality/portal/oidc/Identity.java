package io.causality.portal.oidc;

import java.util.Set;

/**
 * What a provider vouches for.
 *
 * @param email which the provider knows to be the person's
 * @param groups the person's groups; empty where none are asked for
 */
record Identity(String email, Set<String> groups) {
  Identity {
    groups = Set.copyOf(groups);
  }
}
