package io.causality.portal.http;

import java.util.Set;
import java.util.UUID;

/**
 * Who makes a call, already authenticated.
 *
 * @param apps the apps given to the user; empty for an admin, who sees all
 */
public record Caller(UUID userId, String email, Role role, Set<String> apps) {
  public Caller {
    apps = Set.copyOf(apps);
  }

  public boolean isAdmin() {
    return role == Role.ADMIN;
  }

  public boolean sees(String app) {
    return isAdmin() || apps.contains(app);
  }

  /** Refuses with 403 who has less than {@code least}. */
  public void require(Role least) {
    if (!role.includes(least)) {
      throw new ProblemException(
          Problem.of(
              ProblemCode.FORBIDDEN,
              "this needs the role " + least.text() + "; you are " + role.text()));
    }
  }

  /** Refuses an app that the caller may not see, as if it did not exist. */
  public void requireApp(String app) {
    if (!sees(app)) {
      throw new ProblemException(Problem.of(ProblemCode.NO_SUCH_APP, "no app " + app));
    }
  }
}
