/**
 * Sends events of a Java service or an Android app to Causality. Start at {@link
 * io.causality.client.Client}. Nothing but the JDK's own classes, of those that Android has too, is
 * used.
 */
@NullMarked
package io.causality.client;

import org.jspecify.annotations.NullMarked;
