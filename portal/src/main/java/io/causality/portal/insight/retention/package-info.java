/** Who comes back. */
@NullMarked
package io.causality.portal.insight.retention;

import org.jspecify.annotations.NullMarked;
