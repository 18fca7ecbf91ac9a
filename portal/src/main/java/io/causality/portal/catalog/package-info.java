/** The names that an app sends: events, properties, values; as the archive keeps them. */
@NullMarked
package io.causality.portal.catalog;

import org.jspecify.annotations.NullMarked;
