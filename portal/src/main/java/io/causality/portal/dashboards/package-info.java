/** Saved charts and dashboards, and the dashboards that every app has from its first event on. */
@NullMarked
package io.causality.portal.dashboards;

import org.jspecify.annotations.NullMarked;
