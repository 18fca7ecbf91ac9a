package io.causality.jobs.copies;

import io.causality.proto.lake.DayCopies;
import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;

/**
 * What the bucket {@link io.causality.proto.StreamNames#LAKE} says of an app.
 *
 * @param states of its hours, by their start
 * @param copies by day
 */
record LakeRecord(
    NavigableMap<Instant, String> states, NavigableMap<LocalDate, DayCopies.Entry> copies) {}
