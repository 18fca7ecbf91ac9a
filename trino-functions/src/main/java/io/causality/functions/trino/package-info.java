/** The plugin: the pure packages as functions of Trino. */
@NullMarked
package io.causality.functions.trino;

import org.jspecify.annotations.NullMarked;
