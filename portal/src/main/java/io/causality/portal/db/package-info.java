/** PostgreSQL. */
@NullMarked
package io.causality.portal.db;

import org.jspecify.annotations.NullMarked;
