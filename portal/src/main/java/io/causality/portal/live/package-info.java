/** What arrives just now, from the stream itself. */
@NullMarked
package io.causality.portal.live;

import org.jspecify.annotations.NullMarked;
