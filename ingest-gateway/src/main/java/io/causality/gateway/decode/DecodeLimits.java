package io.causality.gateway.decode;

/**
 * How much one request may hold. Immutable.
 *
 * @param maxBodyBytes bytes of a body, before and after decompression
 * @param maxEvents events of a batch
 * @param maxEventBytes bytes of one event as it is stored, without what the gateway adds
 * @param maxProperties names in one map of an event
 * @param partitions partitions of the stream, at least 1
 */
public record DecodeLimits(
    int maxBodyBytes, int maxEvents, int maxEventBytes, int maxProperties, int partitions) {}
