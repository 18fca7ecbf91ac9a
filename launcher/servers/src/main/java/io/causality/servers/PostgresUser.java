package io.causality.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs. It refuses root; under root it therefore runs in a user namespace of its
 * own, where it sees itself as nobody and still owns what root owns, and where the system forbids
 * namespaces, as the real nobody.
 */
enum PostgresUser {
  /** The user of this process. */
  SELF,
  /** Root, seen as nobody: needs no change of owners. */
  NAMESPACE,
  /** The user nobody, who must own the data. */
  NOBODY;

  static PostgresUser find() throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return SELF;
    }
    return Programs.find("unshare").isPresent() && succeeds("unshare", "-U", "true")
        ? NAMESPACE
        : NOBODY;
  }

  /** What to put before a PostgreSQL command. */
  List<String> prefix() {
    return switch (this) {
      case SELF -> List.of();
      case NAMESPACE -> List.of("unshare", "-U", "setpriv", "--pdeathsig", "KILL", "--");
      case NOBODY -> {
        List<String> nobody = List.of("--reuid=65534", "--regid=65534", "--clear-groups");
        yield Stream.of(List.of("setpriv"), nobody, List.of("--pdeathsig", "KILL", "--"))
            .flatMap(List::stream)
            .toList();
      }
    };
  }

  /** Makes a folder usable for this user. */
  void own(Path folder) throws IOException {
    if (this == NOBODY && !succeeds("chown", "-R", "65534:65534", folder.toString())) {
      throw new IOException("cannot give " + folder + " to nobody");
    }
  }

  private static boolean succeeds(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
