/**
 * The wire of other products' clients, so that an app changes its host alone: each dialect is read
 * into the words of the open form, whose rules then hold.
 */
@NullMarked
package io.causality.gateway.dialect;

import org.jspecify.annotations.NullMarked;
