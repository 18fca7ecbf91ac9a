package io.causality.cli.supervise;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What {@code status} shows.
 *
 * @param ready whether every part is healthy now
 * @param urls absent when nothing runs
 */
public record StatusReport(boolean ready, Optional<Urls> urls, List<PartStatus> parts) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MEGABYTE = 1024 * 1024;

  /** These parts, ready when each of them is. */
  public static StatusReport of(Urls urls, List<PartStatus> parts) {
    boolean ready = parts.stream().allMatch(part -> part.state() == PartState.READY);
    return new StatusReport(ready, Optional.of(urls), parts);
  }

  /** Nothing runs. */
  public static StatusReport stopped() {
    return new StatusReport(false, Optional.empty(), List.of());
  }

  /**
   * The document of contracts, section 8; a part that is not ready also has its {@code problem}.
   */
  public String toJson() {
    ObjectNode document = JSON.createObjectNode();
    document.put("ready", ready);
    ObjectNode addresses = document.putObject("urls");
    urls.ifPresent(
        known -> {
          addresses.put("gateway", known.gateway());
          addresses.put("management", known.management());
          addresses.put("portal", known.portal());
        });
    ArrayNode list = document.putArray("parts");
    for (PartStatus part : parts) {
      ObjectNode entry = list.addObject();
      entry.put("name", part.name());
      part.pid().ifPresentOrElse(pid -> entry.put("pid", pid), () -> entry.putNull("pid"));
      entry.put("state", part.state().label());
      entry.put("rss_bytes", part.residentBytes());
      entry.put("log", part.log().toString());
      entry.put("restarts", part.restarts());
      part.problem().ifPresent(problem -> entry.put("problem", problem));
    }
    return document + "\n";
  }

  /** The same for a person. */
  public String toText() {
    if (parts.isEmpty()) {
      return "not running; start it with: ./causality up\n";
    }
    StringBuilder text = new StringBuilder(ready ? "ready\n" : "not ready\n");
    urls.ifPresent(
        known ->
            text.append("  gateway  ")
                .append(known.gateway())
                .append('\n')
                .append("  portal   ")
                .append(known.portal())
                .append('\n'));
    text.append("%n  %-9s %-11s %8s %9s %9s%n".formatted("part", "state", "pid", "MB", "restarts"));
    for (PartStatus part : parts) {
      text.append(
          "  %-9s %-11s %8s %9.0f %9d  %s%n"
              .formatted(
                  part.name(),
                  part.state().label(),
                  part.pid().map(String::valueOf).orElse("-"),
                  part.residentBytes() / MEGABYTE,
                  part.restarts(),
                  part.problem().orElse("")));
    }
    return text.toString();
  }
}
