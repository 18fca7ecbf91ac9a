/** The portal's tools for any assistant, by the Model Context Protocol at {@code /mcp}. */
@NullMarked
package io.causality.portal.mcp;

import org.jspecify.annotations.NullMarked;
