package io.causality.portal.insight.sql;

import java.util.Set;
import java.util.regex.Pattern;

/** Which names must be quoted. */
final class Words {
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

  /** Words of SQL that are names of columns here, or might be. */
  private static final Set<String> RESERVED =
      Set.of(
          "from",
          "to",
          "on",
          "in",
          "is",
          "as",
          "by",
          "or",
          "and",
          "not",
          "null",
          "case",
          "when",
          "then",
          "else",
          "end",
          "select",
          "where",
          "group",
          "order",
          "having",
          "limit",
          "join",
          "left",
          "right",
          "full",
          "inner",
          "outer",
          "cross",
          "using",
          "with",
          "union",
          "all",
          "distinct",
          "true",
          "false",
          "cast",
          "row",
          "array",
          "table",
          "values",
          "user",
          "day",
          "hour",
          "month",
          "year",
          "level",
          "state",
          "source",
          "status",
          "method",
          "position",
          "between",
          "like",
          "exists",
          "escape",
          "extract",
          "natural",
          "normalize",
          "prepare",
          "current_user",
          "default",
          "listagg",
          "skip",
          "trim",
          "uescape",
          "unnest",
          "grouping");

  private Words() {}

  static boolean needsQuotes(String name) {
    return !PLAIN.matcher(name).matches() || RESERVED.contains(name);
  }
}
