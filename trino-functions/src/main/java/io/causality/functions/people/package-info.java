/**
 * What is put together per user or device before it is told whose it is. Pure; knows nothing of
 * Trino.
 */
@NullMarked
package io.causality.functions.people;

import org.jspecify.annotations.NullMarked;
