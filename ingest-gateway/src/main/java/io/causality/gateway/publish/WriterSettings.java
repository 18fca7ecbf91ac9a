package io.causality.gateway.publish;

import java.time.Duration;

/**
 * How a writer publishes. Immutable.
 *
 * @param partitions partitions of the stream, at least 1
 * @param maxMessageBytes most bytes of a message, where the server allows as much
 * @param requestTimeout how long a request waits for its acknowledgements; below the stream's
 *     window for duplicates
 * @param answerTimeout how long a message waits for its answer before it is sent again
 * @param overlap a round leaves while at most so many messages of earlier ones are unanswered
 * @param roundPause least time between two rounds, in which events gather; zero for none
 */
public record WriterSettings(
    int partitions,
    int maxMessageBytes,
    Duration requestTimeout,
    Duration answerTimeout,
    int overlap,
    Duration roundPause) {}
