/** Ways that people take: from a spec to the functions of {@code trino-functions} and back. */
@NullMarked
package io.causality.portal.insight.paths;

import org.jspecify.annotations.NullMarked;
