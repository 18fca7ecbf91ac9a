package io.causality.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the dashboard and the alert rules of docker/ ask Prometheus for. */
final class WatchedQueries {
  private static final Path DOCKER = Path.of(System.getProperty("causality.root"), "docker");

  /** Whether there is something to wake somebody for: what it is compared with. */
  private static final Pattern BOUND = Pattern.compile("\\s*(>|<|==)\\s*[0-9.]+\\s*$");

  private static final Pattern NAME = Pattern.compile("causality_[a-z_]+");

  private WatchedQueries() {}

  static Path rules() {
    return DOCKER.resolve("prometheus/alerts.yml");
  }

  static Path configuration() {
    return DOCKER.resolve("prometheus/prometheus.yml");
  }

  /** Queries by the title of their panel or the name of their alert; alerts without the bound. */
  static Map<String, String> all() throws IOException {
    Map<String, String> queries = new TreeMap<>();
    JsonNode dashboard =
        new ObjectMapper().readTree(DOCKER.resolve("grafana/dashboards/causality.json").toFile());
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.get("targets")) {
        queries.put(
            panel.get("title").asText() + " " + target.get("refId").asText(),
            target.get("expr").asText());
      }
    }
    for (Map<?, ?> group : maps(yaml(rules()), "groups")) {
      for (Map<?, ?> rule : maps(group, "rules")) {
        String bounded = rule.get("expr").toString();
        String query = BOUND.matcher(bounded).replaceFirst("");
        if (query.equals(bounded)) {
          throw new AssertionError("a rule without a bound at its end: " + bounded);
        }
        queries.put(rule.get("alert").toString(), query);
      }
    }
    return queries;
  }

  /** The metrics of ours that the queries name. */
  static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String query : all().values()) {
      NAME.matcher(query).results().map(MatchResult::group).forEach(names::add);
    }
    return names;
  }

  private static Map<?, ?> yaml(Path file) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<?, ?>> maps(Map<?, ?> of, String key) {
    return (List<Map<?, ?>>) of.get(key);
  }
}
