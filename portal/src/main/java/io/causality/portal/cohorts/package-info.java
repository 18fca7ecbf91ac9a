/** Groups of persons that people save: lists, and definitions. */
@NullMarked
package io.causality.portal.cohorts;

import org.jspecify.annotations.NullMarked;
