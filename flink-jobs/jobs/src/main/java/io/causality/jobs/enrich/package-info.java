/** What is derived from the text of an event: user agent, page address. */
@NullMarked
package io.causality.jobs.enrich;

import org.jspecify.annotations.NullMarked;
