/** A small tree of SQL and its text. Pure. */
@NullMarked
package io.causality.portal.insight.sql;

import org.jspecify.annotations.NullMarked;
