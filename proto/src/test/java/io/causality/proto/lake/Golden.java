package io.causality.proto.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are reviewed as text: {@code src/test/resources/golden}. */
final class Golden {
  private static final Path ACTUAL = Path.of("target", "golden");

  private Golden() {}

  /** Fails where the text is not the reviewed one, and leaves it where it can be copied from. */
  static void check(String name, String text) throws IOException {
    Files.createDirectories(ACTUAL);
    Path actual = ACTUAL.resolve(name);
    Files.writeString(actual, text);
    try (InputStream stream = Golden.class.getResourceAsStream("/golden/" + name)) {
      String expected =
          stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text)
          .as("%s; if the change is meant: cp %s src/test/resources/golden/", name, actual)
          .isEqualTo(expected);
    }
  }
}
