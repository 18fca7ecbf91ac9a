/** What people save in an app; the features say what it is. */
@NullMarked
package io.causality.portal.saved;

import org.jspecify.annotations.NullMarked;
