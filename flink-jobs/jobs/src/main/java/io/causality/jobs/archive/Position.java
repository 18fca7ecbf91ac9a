package io.causality.jobs.archive;

/**
 * How far a partition of the stream has been read.
 *
 * @param partition from 0
 * @param sequence sequence of the last message of which every event has been taken
 */
public record Position(int partition, long sequence) {}
