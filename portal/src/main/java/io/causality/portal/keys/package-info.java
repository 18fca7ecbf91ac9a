/** API keys, and telling the gateway about them. */
@NullMarked
package io.causality.portal.keys;

import org.jspecify.annotations.NullMarked;
