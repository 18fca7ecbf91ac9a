package io.causality.portal.pages;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contact form as its template shows it.
 *
 * @param errors by field
 * @param notice what else stands in the way; empty when nothing does
 */
public record ContactView(ContactForm form, Map<String, String> errors, String notice) {
  static final ContactView EMPTY = new ContactView(ContactForm.EMPTY, Map.of(), "");

  /** What is wrong with a field; null when nothing is. */
  public @Nullable String error(String field) {
    return errors.get(field);
  }

  /** Value of {@code aria-invalid}; null when it is valid. */
  public @Nullable String invalid(String field) {
    return errors.containsKey(field) ? "true" : null;
  }

  /** Value of {@code aria-describedby}; null when nothing describes the field. */
  public @Nullable String describedBy(String field) {
    return errors.containsKey(field) ? field + "-error" : null;
  }

  /** Whether the cursor should be in this field: the first one that is wrong. */
  public boolean focused(String field) {
    return errors.keySet().stream().findFirst().filter(field::equals).isPresent();
  }
}
