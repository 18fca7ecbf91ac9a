/** Rules of the detection: kept in versions, checked, told to the job that runs them. */
@NullMarked
package io.causality.portal.rules;

import org.jspecify.annotations.NullMarked;
