/** SQL of users: guard, restriction to existing hours, limits, running and cancelling. */
@NullMarked
package io.causality.portal.sqleditor;

import org.jspecify.annotations.NullMarked;
