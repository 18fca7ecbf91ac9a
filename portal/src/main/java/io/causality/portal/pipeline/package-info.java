/** What the archive could not process, and sending it again. */
@NullMarked
package io.causality.portal.pipeline;

import org.jspecify.annotations.NullMarked;
