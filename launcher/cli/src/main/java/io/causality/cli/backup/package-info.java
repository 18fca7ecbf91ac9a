/** Backups of a data folder, taken while the product runs, and their way back. */
@NullMarked
package io.causality.cli.backup;

import org.jspecify.annotations.NullMarked;
