package io.causality.jobs.detection;

import io.causality.jobs.archive.StreamMessage;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph of the detection. Uids are the names of the state in every savepoint: they are never
 * changed and never used again for something else. Flink's watermarks are not used: time is an
 * app's own, and goes with the events ({@link Passing.Clock}).
 */
public final class DetectionJob {
  /** Never changed: keys lead to tasks by it. */
  public static final int MAX_PARALLELISM = 128;

  private DetectionJob() {}

  /**
   * Adds the detection to the environment of {@code messages}.
   *
   * @param partitions of the stream of events
   */
  public static void define(
      DataStream<StreamMessage> messages,
      DataStream<RuleMessage> rules,
      RulesAtStart rulesAtStart,
      StreamEnd.Factory end,
      int partitions,
      DetectionSinks out) {
    SingleOutputStreamOperator<AlertMessage> alerts =
        messages
            .connect(rules.broadcast())
            .transform(
                "pick events", PassingType.INSTANCE, new PickEvents(rulesAtStart, end, partitions))
            .uid("detection-pick")
            .setMaxParallelism(MAX_PARALLELISM)
            .keyBy(Passing::key, Types.STRING)
            .transform("route events", PassingType.INSTANCE, new RouteEvents())
            .uid("detection-route")
            .setMaxParallelism(MAX_PARALLELISM)
            .keyBy(Passing::key, Types.STRING)
            .transform("evaluate rules", Types.POJO(AlertMessage.class), new EvaluateRules())
            .uid("detection-evaluate")
            .setMaxParallelism(MAX_PARALLELISM);
    alerts.sinkTo(out.alerts()).name("alerts").uid("detection-alerts");
    alerts
        .getSideOutput(EvaluateRules.REPORTS)
        .transform("write status", Types.VOID, new WriteStatus(out.status()))
        .uid("detection-status")
        .setParallelism(1)
        .setMaxParallelism(1);
  }
}
