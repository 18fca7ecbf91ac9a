package io.causality.portal.pages;

import org.jspecify.annotations.Nullable;

/** What every template needs: which page it is and where its files are. */
public record Frame(Page page, Assets assets) {
  /** The title of the document; the home page's name is its own. */
  public String title() {
    return page.equals(Site.HOME) ? page.title() : page.title() + " · Causality";
  }

  /** Value of {@code aria-current} in the main navigation, where one link stands for all docs. */
  public @Nullable String currentSection(Page link) {
    if (link.path().equals(page.path())) {
      return "page";
    }
    return link.isDocumentation() && page.isDocumentation() ? "true" : null;
  }

  /** Value of {@code aria-current} in the navigation of the documentation. */
  public @Nullable String currentPage(Page link) {
    return link.path().equals(page.path()) ? "page" : null;
  }
}
