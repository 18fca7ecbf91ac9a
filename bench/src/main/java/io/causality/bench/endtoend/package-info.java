/** The running product from outside: events over HTTP until SQL counts them. */
@NullMarked
package io.causality.bench.endtoend;

import org.jspecify.annotations.NullMarked;
