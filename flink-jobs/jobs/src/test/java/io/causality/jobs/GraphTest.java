package io.causality.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.causality.flink.nats.source.StartPosition;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final JobsConfig CONFIG =
      JobsConfig.from(
          Map.of(
              "CAUSALITY_S3_ENDPOINT", "http://127.0.0.1:9",
              "CAUSALITY_S3_ACCESS_KEY", "key",
              "CAUSALITY_S3_SECRET_KEY", "secret",
              "CAUSALITY_STATE_DIR", "/state"));

  private static StreamGraph detection() {
    return DetectionRun.graph(CONFIG, StartPosition.earliest());
  }

  @Test
  void everyOperatorHasAUidAndANameAndNoTypeFallsBackToKryo() {
    assertThat(FlinkSettings.job(CONFIG).get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    assertThat(FlinkSettings.job(CONFIG).get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(FlinkSettings.detection(CONFIG).get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    assertThat(FlinkSettings.detection(CONFIG).get(PipelineOptions.GENERIC_TYPES)).isFalse();

    for (StreamGraph graph : List.of(ArchiveCluster.graph(CONFIG), detection())) {
      // Fails where an operator has no uid or a type no serializer.
      assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
      assertThat(graph.getStreamNodes())
          .allSatisfy(node -> assertThat(node.getTransformationUID()).isNotBlank())
          .allSatisfy(node -> assertThat(node.getOperatorName()).isNotBlank());
    }
  }

  /** The names of the state in every savepoint; renaming one loses what it remembers. */
  @Test
  void uidsNeverChange() {
    assertThat(
            StreamSupport.stream(ArchiveCluster.graph(CONFIG).getStreamNodes().spliterator(), false)
                .map(StreamNode::getTransformationUID))
        .containsExactlyInAnyOrder(
            "archive-source",
            "archive-split",
            "archive-drop-seen",
            "archive-events",
            "Sink Committer: archive-events",
            "archive-take-links",
            "archive-reduce-links",
            "archive-links",
            "Sink Committer: archive-links",
            "archive-take-traits",
            "archive-traits",
            "Sink Committer: archive-traits",
            "archive-count-names",
            "archive-catalog",
            "archive-dead-letters",
            "archive-progress");
    assertThat(
            StreamSupport.stream(detection().getStreamNodes().spliterator(), false)
                .map(StreamNode::getTransformationUID))
        .containsExactlyInAnyOrder(
            "detection-events",
            "detection-rules",
            "detection-pick",
            "detection-route",
            "detection-evaluate",
            "detection-alerts",
            "detection-status");
  }
}
