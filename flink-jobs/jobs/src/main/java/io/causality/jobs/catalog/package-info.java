/** The names of events, properties and values, kept up to date as events pass. */
@NullMarked
package io.causality.jobs.catalog;

import org.jspecify.annotations.NullMarked;
