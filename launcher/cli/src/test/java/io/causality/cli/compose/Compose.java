package io.causality.cli.compose;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The compose file as its readers see it: anchors and merges resolved. */
final class Compose {
  private final Map<String, Map<String, Object>> services;

  private Compose(Map<String, Map<String, Object>> services) {
    this.services = services;
  }

  @SuppressWarnings("unchecked")
  static Compose read(Path file) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(200);
    try (Reader in = Files.newBufferedReader(file)) {
      Map<String, Object> whole = new Yaml(new SafeConstructor(options)).load(in);
      return new Compose((Map<String, Map<String, Object>>) whole.get("services"));
    }
  }

  Map<String, Map<String, Object>> services() {
    return services;
  }

  /** A service's environment; all its values are texts. */
  Map<String, String> environment(String service) {
    Map<String, String> texts = new LinkedHashMap<>();
    Object environment = services.get(service).get("environment");
    if (environment instanceof Map<?, ?> entries) {
      entries.forEach((key, value) -> texts.put((String) key, (String) value));
    }
    return texts;
  }

  List<?> list(String service, String key) {
    return services.get(service).get(key) instanceof List<?> list ? list : List.of();
  }
}
