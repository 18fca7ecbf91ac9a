/** For those who run it: health, metrics. */
@NullMarked
package io.causality.portal.ops;

import org.jspecify.annotations.NullMarked;
