package io.causality.jobs.detection;

/** What a checkpoint keeps of an {@link AppClock}; all times in ms since the epoch. */
public record SavedClock(String appId, long nowMs, long baseMs, long baseWallMs) {}
