/** Copies of the files of events, one for each day, that are quick to read. */
@org.jspecify.annotations.NullMarked
package io.causality.jobs.copies;
