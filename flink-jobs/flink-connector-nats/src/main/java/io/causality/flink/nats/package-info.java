/** What source and sink share: how to reach a NATS server, and the names of their metrics. */
@NullMarked
package io.causality.flink.nats;

import org.jspecify.annotations.NullMarked;
