package io.causality.portal.pages;

/**
 * An error as its page tells it.
 *
 * @param status of HTTP
 * @param requestId under which the logs say more
 */
public record ErrorView(int status, String title, String text, String requestId) {
  static ErrorView of(int status, String requestId) {
    return switch (status) {
      case 403 ->
          new ErrorView(
              status,
              "This form came from elsewhere",
              "Your browser says that the form was sent from another site, so nothing was done."
                  + " Open the page here and try again.",
              requestId);
      case 404 ->
          new ErrorView(
              status,
              "Nothing is here",
              "The address may be mistyped, or the page has moved.",
              requestId);
      case 405 ->
          new ErrorView(
              status, "This page cannot do that", "It can be read, not written.", requestId);
      case 413 ->
          new ErrorView(
              status,
              "That was too much at once",
              "The form was larger than a message may be. Go back and shorten it.",
              requestId);
      case 503 ->
          new ErrorView(
              status,
              "Not ready right now",
              "A part of this installation does not answer at the moment. Try again in a few seconds.",
              requestId);
      default ->
          status >= 400 && status < 500
              ? new ErrorView(
                  status, "That request could not be read", "Go back and try again.", requestId)
              : new ErrorView(
                  status,
                  "Something went wrong on our side",
                  "It is in the log under the id below.",
                  requestId);
    };
  }

  Page page() {
    return new Page("/error", "error", "Error", title, text);
  }
}
