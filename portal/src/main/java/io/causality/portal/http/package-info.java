/** HTTP as the features see it: calls, replies, problems; routing by the OpenAPI file. */
@NullMarked
package io.causality.portal.http;

import org.jspecify.annotations.NullMarked;
