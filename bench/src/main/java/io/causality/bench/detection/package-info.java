/** The detection: events a second, and how long an alert takes. */
@NullMarked
package io.causality.bench.detection;

import org.jspecify.annotations.NullMarked;
