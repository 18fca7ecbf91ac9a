package io.causality.jobs.catalog;

import io.causality.proto.v1.CatalogEntry;

/**
 * What was counted of one event name of an app, or of its traits, since the last delta.
 *
 * @param name the event's; empty for traits
 * @param entry a {@link CatalogEntry}, encoded; nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // Flink's records between tasks; never compared.
public record CatalogDelta(String appId, String name, byte[] entry) {
  static CatalogDelta of(CatalogEntry entry) {
    return new CatalogDelta(entry.getAppId(), entry.getName(), entry.toByteArray());
  }
}
