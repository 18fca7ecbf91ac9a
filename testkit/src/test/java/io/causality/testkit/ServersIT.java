package io.causality.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.servers.NatsServer;
import io.causality.servers.PostgresServer;
import io.causality.servers.S3Server;
import io.causality.servers.TrinoServer;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class ServersIT {
  @Test
  void sharesOneNatsAndStartsItsOwnForTestsThatKillIt() {
    NatsServer shared = Servers.nats();
    try (NatsServer own = Servers.newNats()) {
      assertThat(shared).isSameAs(Servers.nats());
      assertThat(own.url()).isNotEqualTo(shared.url());
      own.kill();
      assertThat(own.problem()).isPresent();
      assertThat(shared.problem()).isEmpty();
      own.start();
      assertThat(own.problem()).isEmpty();
    }
  }

  @Test
  void givesEachCallerADatabaseOfItsOwn() throws Exception {
    PostgresServer postgres = Servers.postgres();
    String first = postgres.createDatabase();
    String second = postgres.createDatabase();
    assertThat(first).isNotEqualTo(second);
    try (var connection =
        DriverManager.getConnection(first, postgres.user(), postgres.password())) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void startsTrinoOverTheSharedS3() {
    S3Server s3 = Servers.s3();
    s3.createBucket("lake");
    TrinoServer trino = Servers.trino();
    assertThat(trino.problem()).isEmpty();
    assertThat(trino.url()).startsWith("http://127.0.0.1:");
  }
}
