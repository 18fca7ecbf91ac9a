/**
 * What may be done to answer a question: each tool runs as the asking user over one app, checks its
 * arguments, and gives a result of bounded size. A model and an assistant (MCP) have the same ones;
 * their texts are in {@code ask/tools.yaml}.
 */
@NullMarked
package io.causality.portal.ask.tools;

import org.jspecify.annotations.NullMarked;
