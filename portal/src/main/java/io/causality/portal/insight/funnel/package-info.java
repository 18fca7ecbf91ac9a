/** How far people get: from a spec to the functions of {@code trino-functions} and back. */
@NullMarked
package io.causality.portal.insight.funnel;

import org.jspecify.annotations.NullMarked;
