/**
 * The HTTP side of ingestion: routes, bodies, replies. Routes translate; decoding and publishing
 * decide.
 */
@NullMarked
package io.causality.gateway.collect;

import org.jspecify.annotations.NullMarked;
