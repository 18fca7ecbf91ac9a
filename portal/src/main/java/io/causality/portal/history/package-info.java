/** What was asked in the SQL editor. */
@NullMarked
package io.causality.portal.history;

import org.jspecify.annotations.NullMarked;
