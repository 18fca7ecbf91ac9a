package io.causality.flink.nats.source;

/** Between messages: what the reader learned of a split's place in the stream. */
record PositionUpdate(JetStreamSplit split) implements StreamElement {}
