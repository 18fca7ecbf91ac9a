/** The public pages: what Causality is, its documentation, how to host it, how to write to us. */
@NullMarked
package io.causality.portal.pages;

import org.jspecify.annotations.NullMarked;
