package io.causality.jobs.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the document {@link io.causality.proto.StreamNames#PROGRESS}. */
final class ProgressDocument {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProgressDocument() {}

  /**
   * The document.
   *
   * @param total everything since the beginning, as of that checkpoint
   * @param atMs when it is written
   */
  static String write(long checkpoint, long atMs, Progress total) {
    ObjectNode document = JSON.createObjectNode();
    document.put("checkpoint", checkpoint);
    document.put("at_ms", atMs);
    ObjectNode positions = document.putObject("positions");
    total
        .positions()
        .forEach(
            position -> positions.put(Integer.toString(position.partition()), position.sequence()));
    ObjectNode apps = document.putObject("apps");
    total
        .apps()
        .forEach(
            app ->
                apps.putObject(app.appId())
                    .put("in_lake", app.inLake())
                    .put("deduplicated", app.deduplicated())
                    .put("dead_letters", app.deadLetters()));
    return document.toString();
  }
}
