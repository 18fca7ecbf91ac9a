/**
 * An event as rules see it: the lake's columns, whether it comes from the stream or from the lake.
 */
@NullMarked
package io.causality.rules.event;

import org.jspecify.annotations.NullMarked;
