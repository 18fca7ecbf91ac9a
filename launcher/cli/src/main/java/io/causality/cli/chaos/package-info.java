/** Faults on a running product, and the proof that it kept its promise meanwhile. */
@NullMarked
package io.causality.cli.chaos;

import org.jspecify.annotations.NullMarked;
