package io.causality.portal.rules;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is kept.
 *
 * @param version from 1; each change makes a new one
 * @param document the rule with all its fields, defaults included
 * @param mutedUntil until when its alerts are not delivered; null when they are
 * @param published whether the stream has been told of this version
 * @param lastFiredAt event time of its last alert; null when it never fired
 * @param alerts24h its alerts of the last 24 hours
 */
public record StoredRule(
    UUID id,
    String app,
    int version,
    JsonObject document,
    @Nullable Instant mutedUntil,
    boolean published,
    String createdBy,
    Instant createdAt,
    String updatedBy,
    Instant updatedAt,
    @Nullable Instant lastFiredAt,
    int alerts24h) {}
