/**
 * Facts that every service shares: names of streams and buckets, and what an event's fields mean
 * together.
 */
@NullMarked
package io.causality.proto;

import org.jspecify.annotations.NullMarked;
