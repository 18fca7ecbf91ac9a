package io.causality.jobs.archive;

import java.util.List;

/** What an operator did between two checkpoints, on its way to {@link PublishProgress}. */
public record ProgressDelta(List<Position> positions, List<AppCounts> apps) {}
