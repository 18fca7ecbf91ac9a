/**
 * The portal: apps, keys, SQL over the lake, freshness. {@link io.causality.portal.PortalMain}
 * wires it.
 */
@NullMarked
package io.causality.portal;

import org.jspecify.annotations.NullMarked;
