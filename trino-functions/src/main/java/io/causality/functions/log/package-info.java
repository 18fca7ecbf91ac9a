/** The events of one person as bytes: how they are collected, and how they are read in order. */
@NullMarked
package io.causality.functions.log;

import org.jspecify.annotations.NullMarked;
