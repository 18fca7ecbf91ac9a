/**
 * Ask: questions in English, answered over one app by the same insights that the charts use.
 *
 * <p>{@code ask.read} reads a question into an intent; {@link io.causality.portal.ask.Answering}
 * runs it through {@link io.causality.portal.ask.tools.DataAccess}, which are insights and guarded
 * SQL as the asking user; {@link io.causality.portal.ask.AskService} holds limits, cancelling and
 * what is remembered.
 */
@NullMarked
package io.causality.portal.ask;

import org.jspecify.annotations.NullMarked;
