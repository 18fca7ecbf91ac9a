/** A Flink sink for JetStream: asynchronous, at least once, with message ids against duplicates. */
@NullMarked
package io.causality.flink.nats.sink;

import org.jspecify.annotations.NullMarked;
