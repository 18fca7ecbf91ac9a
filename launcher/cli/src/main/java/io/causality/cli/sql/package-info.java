/** Prints rows. */
@NullMarked
package io.causality.cli.sql;

import org.jspecify.annotations.NullMarked;
