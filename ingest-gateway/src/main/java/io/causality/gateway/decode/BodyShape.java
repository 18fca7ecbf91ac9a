package io.causality.gateway.decode;

/** Which of the two requests a body is. */
public enum BodyShape {
  /** One event, {@code {"event": …}} or the event itself in the open form. */
  SINGLE,
  /** Many events, {@code {"events": […], "sentAt": …}}. */
  BATCH
}
