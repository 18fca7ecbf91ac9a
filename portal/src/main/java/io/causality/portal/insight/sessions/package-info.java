/** Sessions, one by one. */
@NullMarked
package io.causality.portal.insight.sessions;

import org.jspecify.annotations.NullMarked;
