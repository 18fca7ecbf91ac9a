/**
 * What becomes of files after the archive has written them: copies of days that are quick to read,
 * and the removal of what is not to be kept.
 */
@org.jspecify.annotations.NullMarked
package io.causality.jobs.copies;
