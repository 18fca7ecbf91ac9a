/**
 * Answers by a model that calls the tools: providers, budgets, and the check of what it says. It
 * never sees anything but the question, the thread before it and results of tools, and it writes
 * nothing. Prompts are in {@code ask/agent.yaml}.
 */
@NullMarked
package io.causality.portal.ask.agent;

import org.jspecify.annotations.NullMarked;
