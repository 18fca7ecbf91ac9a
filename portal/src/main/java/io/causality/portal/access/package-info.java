/** Who calls and what they may do: users, roles, API tokens, the first admin. */
@NullMarked
package io.causality.portal.access;

import org.jspecify.annotations.NullMarked;
