package io.causality.portal.pages;

/**
 * A public page.
 *
 * @param path where it is
 * @param template of its content, without ending
 * @param label in the navigation
 * @param title of the document
 * @param description for search engines and link previews; a sentence or two
 */
public record Page(String path, String template, String label, String title, String description) {
  private static final int LONGEST_DESCRIPTION = 200;

  public Page {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("not a path: " + path);
    }
    if (title.isBlank() || description.isBlank() || description.length() > LONGEST_DESCRIPTION) {
      throw new IllegalArgumentException("bad title or description: " + path);
    }
  }

  /** Whether it belongs to the documentation. */
  public boolean isDocumentation() {
    return path.equals("/docs") || path.startsWith("/docs/");
  }
}
