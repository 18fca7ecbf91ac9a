package io.causality.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class LineSourceTest {
  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static List<String> lines(byte[] bytes) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineSource source = LineSource.open(new ByteArrayInputStream(bytes))) {
      for (String line = source.next(); line != null; line = source.next()) {
        lines.add(source.number() + " " + line);
      }
      assertThat(source.bytesRead()).isEqualTo(bytes.length);
    }
    return lines;
  }

  @Test
  void readsPlainAndGzipAlike() throws IOException {
    String text = "one\ntwo\r\nthree";
    assertThat(lines(text.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(lines(gzip(text)))
        .containsExactly("1 one", "2 two", "3 three");
  }

  @Test
  void readsNothingFromAnEmptyFile() throws IOException {
    assertThat(lines(new byte[0])).isEmpty();
    assertThat(lines(new byte[] {'x'})).containsExactly("1 x");
  }

  @Test
  void replacesBytesThatAreNoUtf8InsteadOfLosingTheLine() throws IOException {
    byte[] latin = "/caf\u00e9\n/next".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(lines(latin)).containsExactly("1 /caf\ufffd", "2 /next");
  }

  @Test
  void doesNotTakeALineThatItOnlyShows() throws IOException {
    byte[] bytes = "a\nb".getBytes(StandardCharsets.UTF_8);
    try (LineSource source = LineSource.open(new ByteArrayInputStream(bytes))) {
      assertThat(source.peek()).contains("a");
      assertThat(source.number()).isZero();
      assertThat(source.next()).isEqualTo("a");
      assertThat(source.next()).isEqualTo("b");
      assertThat(source.peek()).isEmpty();
    }
  }

  @Test
  void failsOnAGzipFileThatWasCutOff() throws IOException {
    byte[] whole = gzip("one\ntwo\n".repeat(1000));
    byte[] cut = Arrays.copyOf(whole, whole.length - 10);
    assertThatThrownBy(() -> lines(cut)).isInstanceOf(IOException.class);
  }
}
