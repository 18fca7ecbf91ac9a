/** Where an app's events are: in the stream, in the lake. */
@NullMarked
package io.causality.portal.freshness;

import org.jspecify.annotations.NullMarked;
