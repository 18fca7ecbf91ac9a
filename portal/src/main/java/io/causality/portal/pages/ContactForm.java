package io.causality.portal.pages;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contact form as it was filled in.
 *
 * @param trap a field that people do not see; who fills it is a program
 */
public record ContactForm(String name, String email, String message, String trap) {
  /** Names of the fields, also in the page. */
  public static final String NAME = "name";

  public static final String EMAIL = "email";
  public static final String MESSAGE = "message";
  public static final String TRAP = "website";

  /** Bounds, in characters. */
  public static final int LONGEST_NAME = 100;

  public static final int LONGEST_EMAIL = 254;
  public static final int SHORTEST_MESSAGE = 10;
  public static final int LONGEST_MESSAGE = 4_000;

  static final ContactForm EMPTY = new ContactForm("", "", "", "");

  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@.\\p{Cntrl}]+(\\.[^\\s@.\\p{Cntrl}]+)+");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern CONTROL_IN_TEXT = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

  /** A form of fields that may be missing; outer space and the kind of line break do not matter. */
  static ContactForm of(
      @Nullable String name,
      @Nullable String email,
      @Nullable String message,
      @Nullable String trap) {
    return new ContactForm(
        clean(name), clean(email), clean(message).replace("\r\n", "\n"), clean(trap));
  }

  /** What is wrong, by field, in the order of the form; empty when nothing is. */
  public Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    if (name.isEmpty()) {
      errors.put(NAME, "Tell us your name.");
    } else if (name.length() > LONGEST_NAME) {
      errors.put(NAME, "A name has at most " + LONGEST_NAME + " characters.");
    } else if (CONTROL.matcher(name).find()) {
      errors.put(NAME, "A name has no control characters.");
    }
    if (email.isEmpty()) {
      errors.put(EMAIL, "Tell us your e-mail address, so that we can answer.");
    } else if (email.length() > LONGEST_EMAIL || !ADDRESS.matcher(email).matches()) {
      errors.put(EMAIL, "This is not an e-mail address. It looks like name@company.example.");
    }
    if (message.isEmpty()) {
      errors.put(MESSAGE, "Write a message.");
    } else if (message.length() < SHORTEST_MESSAGE) {
      errors.put(MESSAGE, "Write at least " + SHORTEST_MESSAGE + " characters.");
    } else if (message.length() > LONGEST_MESSAGE) {
      errors.put(
          MESSAGE,
          "A message has at most "
              + LONGEST_MESSAGE
              + " characters; this one has "
              + message.length()
              + ".");
    } else if (CONTROL_IN_TEXT.matcher(message).find()) {
      errors.put(MESSAGE, "A message has no control characters.");
    }
    return errors;
  }

  boolean isTrapped() {
    return !trap.isEmpty();
  }

  private static String clean(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
