package io.causality.portal.ask.tools;

import io.causality.portal.apps.App;
import io.causality.portal.http.Caller;
import java.time.Instant;
import java.time.ZoneId;

/**
 * One call of a tool.
 *
 * @param app which the caller may see
 * @param now the instant at which the question counts as asked
 * @param zone in which days begin
 * @param run does the steps
 */
public record ToolCall(
    Caller caller, App app, Instant now, ZoneId zone, Arguments arguments, Run run) {}
