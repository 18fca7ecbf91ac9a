/** The archive: events from the stream, once each, into the lake. */
@NullMarked
package io.causality.jobs.archive;

import org.jspecify.annotations.NullMarked;
