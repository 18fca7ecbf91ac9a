/** What the operator sees: liveness, readiness, metrics. */
@NullMarked
package io.causality.gateway.ops;

import org.jspecify.annotations.NullMarked;
