package io.causality.jobs.archive;

import io.causality.jobs.catalog.CatalogStore;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the archive writes.
 *
 * @param deadLetters takes encoded {@code DeadLetter}s
 */
public record ArchiveSinks(
    Sink<StreamEvent> events,
    Sink<LinkEvent> deviceLinks,
    Sink<TraitRow> traits,
    Sink<byte[]> deadLetters,
    ProgressStore.Factory progress,
    CatalogStore.Factory catalog) {}
