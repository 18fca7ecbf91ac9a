/** Sends logs and events through the gateway. */
@NullMarked
package io.causality.cli.load;

import org.jspecify.annotations.NullMarked;
