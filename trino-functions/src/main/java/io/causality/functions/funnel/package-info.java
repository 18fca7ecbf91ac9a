/** What a funnel means: attempts, depths, times, breakdowns. Pure; knows nothing of Trino. */
@NullMarked
package io.causality.functions.funnel;

import org.jspecify.annotations.NullMarked;
