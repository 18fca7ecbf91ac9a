/**
 * A shop and its app with a hundred thousand people: generated events, and what is true of them.
 */
@NullMarked
package io.causality.bench.shop;

import org.jspecify.annotations.NullMarked;
