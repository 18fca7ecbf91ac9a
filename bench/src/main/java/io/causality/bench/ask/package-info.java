/** Questions in English with known answers, asked of a running product. */
@NullMarked
package io.causality.bench.ask;

import org.jspecify.annotations.NullMarked;
