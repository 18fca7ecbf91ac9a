package io.causality.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.causality.cli.settings.DataFolder;
import io.causality.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  private static final Path SECRETS = Path.of("secrets.properties");
  private static final Path BLOCK = Path.of("nats/store/1.blk");

  @TempDir private Path folder;

  @Test
  void whatIsKeptComesBackAndTheRestDoesNot() throws Exception {
    DataFolder data = data();
    Backup.Made made = Backup.make(data, folder.resolve("backup"));
    assertThat(made).isEqualTo(new Backup.Made(2, 6, Duration.ZERO));
    DataFolder back = new DataFolder(folder.resolve("back"));
    assertThat(Restore.into(back, folder.resolve("backup"))).isEqualTo(2);
    assertThat(back.root().resolve(BLOCK)).hasContent("one");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(back.root().resolve(SECRETS))))
        .isEqualTo("rw-------");
    assertThat(back.root().resolve("postgres/data/pg_tblspc")).isEmptyDirectory();
    assertThat(back.root().resolve("postgres/data/postmaster.pid")).doesNotExist();
    assertThat(back.root().resolve("run.properties")).doesNotExist();
  }

  @Test
  void damageIsFoundBeforeAnythingIsWritten() throws Exception {
    Path backup = folder.resolve("backup");
    Backup.make(data(), backup);
    Files.writeString(backup.resolve("data").resolve(BLOCK), "uno");
    Path back = folder.resolve("back");
    assertThatThrownBy(() -> Restore.into(new DataFolder(back), backup))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged: [" + BLOCK + "]");
    assertThat(back).doesNotExist();
    Files.delete(backup.resolve("backup.properties"));
    assertThatThrownBy(() -> Restore.into(new DataFolder(back), backup))
        .hasMessageContaining("not finished");
  }

  @Test
  void nothingThatIsThereIsOverwritten() throws Exception {
    DataFolder data = data();
    Path backup = folder.resolve("backup");
    Backup.make(data, backup);
    assertThatThrownBy(() -> Backup.make(data, backup)).hasMessageContaining("not empty");
    assertThatThrownBy(() -> Restore.into(data, backup)).hasMessageContaining("not empty");
    assertThatThrownBy(() -> Backup.make(new DataFolder(folder.resolve("none")), backup))
        .hasMessageContaining("no data");
  }

  @Test
  void aPassBringsWhatChangedAndTakesWhatIsGone() throws Exception {
    Path from = data().root();
    Tree tree = new Tree(from, folder.resolve("copy"));
    assertThat(tree.copy(Kept.PARTS)).isEqualTo(2);
    Files.writeString(from.resolve(BLOCK), "two"); // as long as before, perhaps in the same tick
    Files.delete(from.resolve(SECRETS));
    Files.writeString(from.resolve("nats/store/2.blk"), "more");
    tree.copy(Kept.PARTS);
    assertThat(folder.resolve("copy").resolve(BLOCK)).hasContent("two");
    assertThat(folder.resolve("copy/nats/store/2.blk")).hasContent("more");
    assertThat(folder.resolve("copy").resolve(SECRETS)).doesNotExist();
  }

  @Test
  void whatIsFrozenStandsStillAndGoesOn() throws Exception {
    Path file = folder.resolve("counter");
    Process shell =
        new ProcessBuilder(
                "sh", "-c", "sh -c 'while :; do echo x >> \"$0\"; done' \"$0\"; :", file.toString())
            .start();
    try {
      Await.until("it writes", Duration.ofSeconds(10), () -> Files.exists(file));
      long held;
      try (Freezer freezer = Freezer.freeze(shell.toHandle())) {
        for (ProcessHandle process :
            List.of(shell.toHandle(), shell.descendants().findFirst().orElseThrow())) {
          Await.until("it is stopped", Duration.ofSeconds(10), () -> state(process) == 'T');
        }
        held = Files.size(file);
        assertThat(Files.readAllBytes(file)).hasSize((int) held);
      }
      Await.until("it goes on", Duration.ofSeconds(10), () -> Files.size(file) > held);
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly().waitFor();
    }
  }

  private static char state(ProcessHandle process) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private DataFolder data() throws IOException {
    Path root = folder.resolve("from");
    Files.createDirectories(root.resolve("nats/store"));
    Files.createDirectories(root.resolve("postgres/data/pg_tblspc"));
    Files.writeString(root.resolve(BLOCK), "one");
    Files.writeString(root.resolve(SECRETS), "key");
    Files.setPosixFilePermissions(
        root.resolve(SECRETS), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(root.resolve("postgres/data/postmaster.pid"), "1");
    Files.writeString(root.resolve("run.properties"), "");
    return new DataFolder(root);
  }
}
