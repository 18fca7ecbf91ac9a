/** Secrets of others that the portal must be able to read again, sealed in the database. */
@NullMarked
package io.causality.portal.vault;

import org.jspecify.annotations.NullMarked;
