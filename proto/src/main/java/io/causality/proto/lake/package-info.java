/**
 * The lake, as derived from the events: tables and columns with their comments, Parquet schemas,
 * and the statements and queries of Trino. Pure data and text: needs neither Parquet nor Trino.
 */
@NullMarked
package io.causality.proto.lake;

import org.jspecify.annotations.NullMarked;
