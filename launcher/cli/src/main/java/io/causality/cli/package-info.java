/** The command {@code ./causality}: docs in its {@code --help}, contract in the README. */
@NullMarked
package io.causality.cli;

import org.jspecify.annotations.NullMarked;
