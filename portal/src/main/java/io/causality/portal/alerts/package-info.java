/** Alerts as they come out of the stream, kept and handed on for delivery. */
@NullMarked
package io.causality.portal.alerts;

import org.jspecify.annotations.NullMarked;
