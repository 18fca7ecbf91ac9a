/** The built web app, served as files. */
@NullMarked
package io.causality.portal.webapp;

import org.jspecify.annotations.NullMarked;
