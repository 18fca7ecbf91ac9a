/** What can be wrong with a request, and how it is told (RFC 9457). */
@NullMarked
package io.causality.gateway.problem;

import org.jspecify.annotations.NullMarked;
