/** In which periods persons are active: lifecycle and stickiness. */
@NullMarked
package io.causality.portal.insight.activity;

import org.jspecify.annotations.NullMarked;
