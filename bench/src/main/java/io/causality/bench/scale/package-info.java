/** What the product needs at a rate that no machine here reaches: computed, and simulated. */
@NullMarked
package io.causality.bench.scale;

import org.jspecify.annotations.NullMarked;
