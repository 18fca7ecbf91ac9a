package io.causality.cli.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run found.
 *
 * @param lost accepted events that are not in the lake
 * @param doubled rows of the lake beyond one for each event
 * @param strangers rows of the lake that nobody was told were accepted
 * @param alerts events for which an alert came, of one of each batch
 * @param alertsLost accepted events for which none came
 * @param alertsDoubled alerts beyond one for each event
 * @param deliveries webhook requests; the same alert may come again
 * @param repeated requests that a client had to send again
 * @param unrecovered what was still broken when patience ended, one sentence each
 */
record ChaosReport(
    long seed,
    double minutes,
    List<Outcome> faults,
    long accepted,
    long lost,
    long doubled,
    long strangers,
    long alerts,
    long alertsLost,
    long alertsDoubled,
    long deliveries,
    long repeated,
    List<String> unrecovered) {

  /**
   * One fault and how long the product needed after it.
   *
   * @param recoveredMs from its end until all parts are healthy and events are accepted
   */
  record Outcome(String name, long lastedMs, long recoveredMs) {}

  ChaosReport {
    faults = List.copyOf(faults);
    unrecovered = List.copyOf(unrecovered);
  }

  boolean good() {
    return lost + doubled + strangers + alertsLost + alertsDoubled == 0 && unrecovered.isEmpty();
  }

  /** A table of the kinds, and in the last lines the sums. */
  String toText() {
    StringBuilder text = new StringBuilder();
    text.append("%-36s %6s %10s %10s%n".formatted("fault", "times", "median s", "slowest s"));
    byKind()
        .forEach(
            (name, times) ->
                text.append(
                    "%-36s %6d %10.1f %10.1f%n"
                        .formatted(name, times.size(), median(times), times.getLast() / 1e3)));
    unrecovered.forEach(problem -> text.append(problem).append('\n'));
    text.append(
        "%d alerts, %d lost, %d doubled; %d webhook requests%n"
            .formatted(alerts, alertsLost, alertsDoubled, deliveries));
    text.append(
        "%d faults in %.1f min (seed %d): %d accepted, %d lost, %d doubled, %d unknown; %d requests repeated%n"
            .formatted(faults.size(), minutes, seed, accepted, lost, doubled, strangers, repeated));
    return text.toString();
  }

  String toJson() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("seed", seed).put("minutes", minutes).put("faults", faults.size());
    json.put("accepted", accepted).put("lost", lost).put("doubled", doubled);
    json.put("alerts", alerts).put("alerts_lost", alertsLost);
    json.put("alerts_doubled", alertsDoubled).put("deliveries", deliveries);
    json.put("unknown", strangers).put("repeated", repeated).put("good", good());
    ArrayNode kinds = json.putArray("kinds");
    byKind()
        .forEach(
            (name, times) ->
                kinds
                    .addObject()
                    .put("name", name)
                    .put("times", times.size())
                    .put("median_s", median(times))
                    .put("slowest_s", times.getLast() / 1e3));
    ArrayNode problems = json.putArray("unrecovered");
    unrecovered.forEach(problems::add);
    return json.toString();
  }

  private static double median(List<Long> sorted) {
    return sorted.get(sorted.size() / 2) / 1e3;
  }

  private Map<String, List<Long>> byKind() {
    Map<String, List<Long>> kinds = new TreeMap<>();
    for (Outcome fault : faults) {
      kinds.computeIfAbsent(fault.name(), name -> new ArrayList<>()).add(fault.recoveredMs());
    }
    kinds.values().forEach(times -> times.sort(Long::compare));
    return kinds;
  }
}
