/** What a rule says. Values only: reading, writing and their limits. */
@NullMarked
package io.causality.rules.model;

import org.jspecify.annotations.NullMarked;
