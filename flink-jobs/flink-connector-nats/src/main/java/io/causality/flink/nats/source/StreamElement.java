package io.causality.flink.nats.source;

/** What travels from the fetching thread to the task: messages, and news of the position. */
sealed interface StreamElement permits JetStreamMessage, PositionUpdate {}
