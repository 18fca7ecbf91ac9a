package io.causality.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes a fresh data folder for PostgreSQL; a run that is killed leaves none that looks usable. */
final class PostgresInit {
  private PostgresInit() {}

  static void run(Path postgres, Path folder, Path data, Credentials owner, PostgresUser user)
      throws IOException {
    Path work = folder.resolve("initdb");
    delete(work);
    Files.createDirectories(work);
    Path password = work.resolve("password");
    SecretFiles.write(password, owner.password() + "\n");
    user.own(work);
    List<String> command = new ArrayList<>(user.prefix());
    command.add(postgres.resolve("bin/initdb").toString());
    command.addAll(List.of("-D", work.resolve("data").toString(), "-U", owner.user()));
    command.addAll(List.of("-A", "scram-sha-256", "--pwfile", password.toString()));
    command.addAll(List.of("-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"));
    Process process =
        new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new ServerFailedException("PostgreSQL's initdb failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in initdb", e);
    }
    Files.move(work.resolve("data"), data, StandardCopyOption.ATOMIC_MOVE);
    delete(work);
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
