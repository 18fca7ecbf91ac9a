package io.causality.rules.model;

import org.jspecify.annotations.Nullable;

/**
 * What happens with an alert.
 *
 * @param webhook the webhook's id; not empty
 * @param template name of the template of the body; null: the webhook's own
 */
public record Action(String webhook, @Nullable String template) {}
