package io.causality.cli.supervise;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One part in a status.
 *
 * @param pid of the process that runs now
 * @param residentBytes memory that the process and its children hold
 * @param problem why it is not ready
 * @param restarts how often it has been started again
 */
public record PartStatus(
    String name,
    Optional<Long> pid,
    PartState state,
    long residentBytes,
    Path log,
    Optional<String> problem,
    int restarts) {}
