/** Benches: the product is started as processes and measured from outside; nothing here tests. */
@NullMarked
package io.causality.bench;

import org.jspecify.annotations.NullMarked;
