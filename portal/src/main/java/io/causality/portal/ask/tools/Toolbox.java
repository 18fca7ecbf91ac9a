package io.causality.portal.ask.tools;

import io.causality.portal.catalog.Catalog;
import io.causality.portal.sqleditor.HiddenColumns;
import java.util.List;
import java.util.Set;

/** The tools that work inside one app. Thread-safe. */
public final class Toolbox {
  private final List<Tool> tools;

  /**
   * All of them.
   *
   * @param catalog the names that an app has sent
   * @param hidden columns, properties and traits whose values no tool tells
   */
  public Toolbox(ToolTexts texts, Catalog catalog, Library library, HiddenColumns hidden) {
    AppCatalog names = new AppCatalog(catalog, hidden);
    InsightTools insights = new InsightTools(names, hidden);
    SqlTool sql = new SqlTool(names, hidden);
    this.tools =
        List.of(
            texts.tool("search_catalog", Tool.Scope.EVERYWHERE, names::search),
            texts.tool("run_insight", Tool.Scope.EVERYWHERE, insights::runInsight),
            texts.tool("compare", Tool.Scope.EVERYWHERE, insights::compare),
            texts.tool("explain_change", Tool.Scope.EVERYWHERE, insights::explain),
            texts.tool("run_sql", Tool.Scope.EVERYWHERE, sql::run),
            texts.tool("list_saved", Tool.Scope.EVERYWHERE, library::list),
            texts.tool("recent_alerts", Tool.Scope.EVERYWHERE, library::alerts),
            texts.tool("save_chart", Tool.Scope.ASSISTANTS_WRITING, library::saveChart));
  }

  /** Those of these scopes. */
  public List<Tool> of(Set<Tool.Scope> scopes) {
    return tools.stream().filter(tool -> scopes.contains(tool.scope())).toList();
  }
}
