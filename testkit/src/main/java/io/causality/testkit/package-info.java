/** Real servers for tests, and waiting for conditions instead of for time. */
@NullMarked
package io.causality.testkit;

import org.jspecify.annotations.NullMarked;
