package io.causality.portal.ask;

/**
 * What questions may take.
 *
 * @param perUser questions of one user at a time
 */
public record AskLimits(int perUser) {}
