/**
 * Runs the parts of the product as processes: starts them, watches them, starts them again, stops
 * them in order.
 */
@NullMarked
package io.causality.cli.supervise;

import org.jspecify.annotations.NullMarked;
