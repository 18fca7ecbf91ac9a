package io.causality.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CheckpointPathsTest {
  @Test
  void pathsInTheFolderMoveAndEverythingElseStays() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(42);
    out.writeUTF("file:/old/state/chk-7/a");
    out.writeInt(-1);
    out.writeUTF("file:/old/state/shared/ü");
    out.writeUTF("file:/old/statements.txt");
    out.writeBytes("seen: file:///C:/page.html");

    byte[] moved =
        CheckpointPaths.moved(
            bytes.toByteArray(), "file:/old/state", "file:/" + "much/longer/".repeat(30) + "state");

    DataInputStream in = new DataInputStream(new ByteArrayInputStream(moved));
    assertThat(in.readLong()).isEqualTo(42);
    String to = "file:/" + "much/longer/".repeat(30) + "state";
    assertThat(in.readUTF()).isEqualTo(to + "/chk-7/a");
    assertThat(in.readInt()).isEqualTo(-1);
    assertThat(in.readUTF()).isEqualTo(to + "/shared/ü");
    assertThat(in.readUTF()).isEqualTo("file:/old/statements.txt");
    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("seen: file:///C:/page.html");
    assertThat(CheckpointPaths.moved(moved, to, "file:/old/state")).isEqualTo(bytes.toByteArray());
  }
}
