package io.causality.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsServerIT {
  private static final Credentials CREDENTIALS = new Credentials("user", "pass");

  @TempDir private Path folder;

  private static Connection connect(NatsServer server) throws Exception {
    return Nats.connect(
        Options.builder().server(server.url()).userInfo("user", "pass").noReconnect().build());
  }

  @Test
  void hasEverythingAcknowledgedAfterKillMinus9() throws Exception {
    try (NatsServer server =
        new NatsServer(Installation.find(), folder, Ports.free(), CREDENTIALS)) {
      server.start();
      long first = server.pid();
      try (Connection connection = connect(server)) {
        connection
            .jetStreamManagement()
            .addStream(StreamConfiguration.builder().name("S").subjects("s").build());
        connection.jetStream().publish("s", new byte[1_000_000]);
        assertThat(connection.getServerInfo().getMaxPayload())
            .isEqualTo(NatsServer.MAX_PAYLOAD_BYTES);
      }
      server.kill();
      assertThat(server.alive()).isFalse();
      assertThat(server.problem()).isPresent();
      server.start();
      assertThat(server.pid()).isNotEqualTo(first);
      try (Connection connection = connect(server)) {
        assertThat(connection.jetStreamManagement().getStreamInfo("S").getStreamState())
            .satisfies(state -> assertThat(state.getMsgCount()).isEqualTo(1));
      }
    }
  }

  @Test
  void letsNobodyInWithoutTheCredentials() {
    try (NatsServer server =
        new NatsServer(Installation.find(), folder, Ports.free(), CREDENTIALS)) {
      server.start();
      Options anonymous = Options.builder().server(server.url()).noReconnect().build();
      assertThatThrownBy(() -> Nats.connect(anonymous).close())
          .isInstanceOf(AuthenticationException.class);
    }
  }

  @Test
  void showsTheEndOfItsLogWhenItCannotStart() {
    int port = Ports.free();
    try (NatsServer first = new NatsServer(Installation.find(), folder, port, CREDENTIALS);
        NatsServer second =
            new NatsServer(
                Installation.find(), folder.resolve("second"), port, new Credentials("a", "b"))) {
      first.start();
      assertThatThrownBy(second::start)
          .isInstanceOf(ServerFailedException.class)
          .hasMessageContaining("nats ended while starting")
          .hasMessageContaining("address already in use");
    }
  }
}
