package io.causality.portal.webhooks;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where alerts are sent.
 *
 * @param app whose alerts it may take; empty for those of all apps
 * @param url absolute, http or https
 * @param template how a body is made where an action names none
 * @param allowPrivate whether it may point at loopback and private networks
 */
record Webhook(
    UUID id,
    Optional<String> app,
    String name,
    String url,
    Authorization.Type auth,
    Template template,
    boolean allowPrivate,
    String createdBy,
    Instant createdAt,
    Instant updatedAt) {}
