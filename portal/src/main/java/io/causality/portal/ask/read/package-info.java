/**
 * The deterministic interpreter: reads a question in English over the names of one app. Pure: no
 * clock, no network, no randomness.
 *
 * <p>The text becomes words in a normal form ({@link io.causality.portal.ask.read.Words}); dates
 * ({@link io.causality.portal.ask.read.Dates}) and names ({@link
 * io.causality.portal.ask.read.NameFinder}) become symbols; patterns over words and symbols become
 * an {@link io.causality.portal.ask.read.Intent}. A word that nothing has read makes the
 * interpreter decline: a question is understood whole or not at all.
 */
@NullMarked
package io.causality.portal.ask.read;

import org.jspecify.annotations.NullMarked;
