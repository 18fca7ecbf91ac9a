/**
 * Where alerts go: endpoints, their secrets, and deliveries that are repeated until they succeed.
 */
@NullMarked
package io.causality.portal.webhooks;

import org.jspecify.annotations.NullMarked;
