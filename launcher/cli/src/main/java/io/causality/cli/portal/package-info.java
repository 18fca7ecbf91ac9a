/** The portal's API, as far as the command line uses it. */
@NullMarked
package io.causality.cli.portal;

import org.jspecify.annotations.NullMarked;
