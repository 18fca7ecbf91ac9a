package io.causality.testkit;

import io.causality.servers.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A temporary folder for servers; at the end of the JVM they are killed and it is deleted. */
final class TestFolder {
  private final Path root;
  private final AtomicInteger number = new AtomicInteger();
  private final List<Server> servers = new CopyOnWriteArrayList<>();

  private TestFolder(Path root) {
    this.root = root;
  }

  static TestFolder create() {
    try {
      TestFolder folder = new TestFolder(Files.createTempDirectory("causality-test-"));
      Runtime.getRuntime().addShutdownHook(new Thread(folder::clear, "causality-test-servers"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path make(String name) {
    try {
      return Files.createDirectory(root.resolve(name + "-" + number.incrementAndGet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void closeAtExit(Server server) {
    servers.add(server);
  }

  /** Kills rather than stops: nobody needs the data any more. */
  private void clear() {
    servers.forEach(Server::kill);
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("cannot delete " + root + ": " + e.getMessage());
    }
  }
}
