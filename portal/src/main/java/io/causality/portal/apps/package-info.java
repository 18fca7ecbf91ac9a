/** Apps. */
@NullMarked
package io.causality.portal.apps;

import org.jspecify.annotations.NullMarked;
