/**
 * A Flink source for a JetStream stream whose data is spread over a fixed list of subjects, one
 * split per subject, each read in order from the sequence that the last checkpoint holds.
 */
@NullMarked
package io.causality.flink.nats.source;

import org.jspecify.annotations.NullMarked;
