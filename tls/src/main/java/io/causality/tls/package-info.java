/** Certificates of a process, from its environment. */
@NullMarked
package io.causality.tls;

import org.jspecify.annotations.NullMarked;
