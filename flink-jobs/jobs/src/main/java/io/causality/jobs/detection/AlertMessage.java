package io.causality.jobs.detection;

/**
 * An alert on its way to the stream.
 *
 * @param id the same whenever the same alert is made again
 * @param document JSON; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record AlertMessage(String id, String appId, byte[] document) {}
