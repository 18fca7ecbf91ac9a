/** When a rule fires. Knows event time only, neither clock nor runtime. */
@NullMarked
package io.causality.rules.evaluate;

import org.jspecify.annotations.NullMarked;
