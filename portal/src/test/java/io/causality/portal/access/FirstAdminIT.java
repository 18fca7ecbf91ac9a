package io.causality.portal.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.db.Database;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Role;
import io.causality.testkit.Servers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstAdminIT {
  private static final FirstAdmin.Wanted NOTHING =
      new FirstAdmin.Wanted(Optional.empty(), Optional.empty(), Optional.empty());

  private Database database;
  private Users users;
  private FirstAdmin first;

  @BeforeEach
  void open() {
    database =
        new Database(
            Servers.postgres().createDatabase(),
            Servers.postgres().user(),
            Servers.postgres().password(),
            4);
    database.migrate();
    users = new Users(database);
    first = new FirstAdmin(database, users);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void withAnEmptyEnvironmentEverythingIsMadeAndToldOnce() {
    List<String> told = first.ensure(NOTHING);
    assertThat(told).hasSize(3);
    assertThat(told.getFirst()).isEqualTo("admin: admin@localhost");
    String token = told.getLast().substring("API token: ".length());
    assertThat(token).startsWith("ct_");
    assertThat(byToken(token)).map(Caller::role).contains(Role.ADMIN);
    assertThat(first.ensure(NOTHING)).isEmpty();
    assertThat(users.list()).hasSize(1);
  }

  @Test
  void whatTheEnvironmentGivesIsTakenAndNotTold() {
    assertThat(first.ensure(wanted("Boss@corp.example", "first-token-0123456789"))).isEmpty();
    assertThat(byToken("first-token-0123456789")).map(Caller::email).contains("boss@corp.example");
  }

  @Test
  void aChangedTokenInTheEnvironmentReplacesTheEarlierOne() {
    first.ensure(wanted("boss@corp.example", "first-token-0123456789"));
    first.ensure(wanted("boss@corp.example", "first-token-0123456789"));
    first.ensure(wanted("boss@corp.example", "second-token-0123456789"));
    assertThat(byToken("first-token-0123456789")).isEmpty();
    assertThat(byToken("second-token-0123456789")).isPresent();
  }

  @Test
  void aTokenMadeByHandSurvivesOneFromTheEnvironment() {
    first.ensure(wanted("boss@corp.example", "first-token-0123456789"));
    String own = new Tokens(database).create(users.list().getFirst().id(), "own").token();
    first.ensure(wanted("boss@corp.example", "second-token-0123456789"));
    assertThat(byToken(own)).isPresent();
  }

  @Test
  void theTokenOfTheEnvironmentHoldsAfterARestartOfThePortal() {
    try (PortalFixture portal = new PortalFixture(Map.of())) {
      portal.awaitKeys();
      assertThat(portal.get("/api/apps").status()).isEqualTo(200);
      portal.restart(Map.of("CAUSALITY_ADMIN_TOKEN", "another-0123456789abcdef"));
      portal.awaitKeys();
      assertThat(portal.get("/api/apps").status()).isEqualTo(401);
      assertThat(portal.call("GET", "/api/apps", null, "another-0123456789abcdef").status())
          .isEqualTo(200);
    }
  }

  private Optional<Caller> byToken(String token) {
    return users.byToken(Secrets.sha256(token));
  }

  private static FirstAdmin.Wanted wanted(String email, String token) {
    return new FirstAdmin.Wanted(
        Optional.of(email), Optional.of("a good password"), Optional.of(token));
  }
}
