/** Sorted Parquet files in the lake, visible when and only when a checkpoint covers them. */
@NullMarked
package io.causality.jobs.lake;

import org.jspecify.annotations.NullMarked;
