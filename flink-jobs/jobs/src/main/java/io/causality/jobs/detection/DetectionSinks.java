package io.causality.jobs.detection;

import org.apache.flink.api.connector.sink2.Sink;

/** Where the detection writes. */
public record DetectionSinks(Sink<AlertMessage> alerts, StatusStore.Factory status) {}
