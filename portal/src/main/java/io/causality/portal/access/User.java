package io.causality.portal.access;

import io.causality.portal.http.Caller;
import io.causality.portal.http.Role;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody who may sign in, unless disabled.
 *
 * @param email in lower case
 * @param apps the apps given to the user; an admin sees all, whatever stands here
 */
public record User(
    UUID id, String email, Role role, Set<String> apps, boolean disabled, Instant createdAt) {
  public User {
    apps = Set.copyOf(apps);
  }

  /** The user as one who calls. */
  Caller caller() {
    return new Caller(id, email, role, apps);
  }
}
