/** The detection job: rules that change while it runs, over events as they come. */
@NullMarked
package io.causality.jobs.detection;

import org.jspecify.annotations.NullMarked;
