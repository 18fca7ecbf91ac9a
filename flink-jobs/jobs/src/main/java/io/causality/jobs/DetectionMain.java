package io.causality.jobs;

import io.causality.flink.nats.source.StartPosition;

/** Submits the detection to the Flink cluster that runs this class, as an application does. */
public final class DetectionMain {
  private DetectionMain() {}

  /** Takes its configuration from the environment. */
  public static void main(String[] arguments) throws Exception {
    JobsConfig config = JobsConfig.from(System.getenv());
    NatsSetup.await(config, new Readiness());
    StartPosition start = StartPosition.sequence(DetectionRun.firstEvent(config));
    DetectionRun.environment(config, start).execute("detection");
  }
}
