package io.causality.portal.sqleditor;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.proto.lake.LakeDdl;
import io.trino.grammar.sql.SqlBaseBaseVisitor;
import io.trino.grammar.sql.SqlBaseParser;
import io.trino.grammar.sql.SqlBaseParser.AliasedRelationContext;
import io.trino.grammar.sql.SqlBaseParser.DereferenceContext;
import io.trino.grammar.sql.SqlBaseParser.IdentifierContext;
import io.trino.grammar.sql.SqlBaseParser.NamedQueryContext;
import io.trino.grammar.sql.SqlBaseParser.QualifiedNameContext;
import io.trino.grammar.sql.SqlBaseParser.QueryContext;
import io.trino.grammar.sql.SqlBaseParser.QuotedIdentifierContext;
import io.trino.grammar.sql.SqlBaseParser.SelectAllContext;
import io.trino.grammar.sql.SqlBaseParser.TableContext;
import io.trino.grammar.sql.SqlBaseParser.TableFunctionInvocationContext;
import io.trino.grammar.sql.SqlBaseParser.TableNameContext;
import io.trino.grammar.sql.SqlBaseParser.UnquotedIdentifierContext;
import io.trino.grammar.sql.SqlBaseParser.WithContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Walks a query's whole parse tree, knows at each place which names a {@code WITH} gives, finds the
 * tables of the lake, and refuses every other table. Single use.
 */
final class ReferenceCollector extends SqlBaseBaseVisitor<@Nullable Void> {
  static final Set<String> TABLES = Set.of("events", "persons");
  private static final String PERSON = "person_id";

  private final List<TableReference> references = new ArrayList<>();
  private final List<QualifiedColumn> columns = new ArrayList<>();
  private final Offsets offsets;
  private Scope scope = Scope.EMPTY;
  private boolean selectsAll;
  private boolean namesPersons;

  ReferenceCollector(Offsets offsets) {
    this.offsets = offsets;
  }

  /** The tables named, in the order of the text. */
  List<TableReference> references() {
    return references;
  }

  /** Columns named with catalog or schema, in the order of the text. */
  List<QualifiedColumn> columns() {
    return columns;
  }

  /** Whether the query may use the column {@code person_id}: it names it, or takes all columns. */
  boolean usesPersons() {
    return namesPersons
        || selectsAll
        || references.stream()
            .anyMatch(
                reference ->
                    reference.form() == TableReference.Form.COMMAND
                        || reference.form() == TableReference.Form.ALIASED_COLUMNS);
  }

  /**
   * The beginning {@code lake.causality.events} of a column's name.
   *
   * @param start offset of its first character
   * @param end offset after its last
   */
  record QualifiedColumn(int start, int end, String table) {}

  @Override
  public @Nullable Void visitQuery(QueryContext query) {
    Scope outer = scope;
    WithContext with = query.with();
    if (with != null) {
      for (NamedQueryContext named : with.namedQuery()) {
        String name = name(named.name);
        if (with.RECURSIVE() != null) {
          if (TABLES.contains(name)) {
            throw refused("WITH RECURSIVE may not give the name " + name, named.name.getStart());
          }
          scope = scope.with(name);
        }
        visit(named.query());
        scope = scope.with(name);
      }
    }
    visit(query.queryNoWith());
    scope = outer;
    return null;
  }

  @Override
  public @Nullable Void visitAliasedRelation(AliasedRelationContext relation) {
    if (relation.relationPrimary() instanceof TableNameContext table
        && relation.identifier() != null) {
      add(
          table,
          table.qualifiedName(),
          relation.columnAliases() == null
              ? TableReference.Form.ALIASED
              : TableReference.Form.ALIASED_COLUMNS);
      refusePeriod(table);
      return null;
    }
    return visitChildren(relation);
  }

  @Override
  public @Nullable Void visitTableName(TableNameContext table) {
    add(table, table.qualifiedName(), TableReference.Form.BARE);
    refusePeriod(table);
    return null;
  }

  @Override
  public @Nullable Void visitTable(TableContext table) {
    add(table, table.qualifiedName(), TableReference.Form.COMMAND);
    return null;
  }

  @Override
  public @Nullable Void visitSelectAll(SelectAllContext all) {
    selectsAll = true;
    return visitChildren(all);
  }

  @Override
  public @Nullable Void visitUnquotedIdentifier(UnquotedIdentifierContext identifier) {
    namesPersons |= name(identifier).equals(PERSON);
    return visitChildren(identifier);
  }

  @Override
  public @Nullable Void visitQuotedIdentifier(QuotedIdentifierContext identifier) {
    namesPersons |= name(identifier).equals(PERSON);
    return visitChildren(identifier);
  }

  @Override
  public @Nullable Void visitTableFunctionInvocation(TableFunctionInvocationContext call) {
    throw refused("table functions are not available; see UNNEST", call.getStart());
  }

  @Override
  public @Nullable Void visitDereference(DereferenceContext dereference) {
    List<String> parts = parts(dereference);
    for (String table : TABLES) {
      if (parts.equals(List.of(LakeDdl.SCHEMA, table))
          || parts.equals(List.of(LakeDdl.CATALOG, LakeDdl.SCHEMA, table))) {
        columns.add(
            new QualifiedColumn(
                offsets.of(dereference.getStart().getStartIndex()),
                offsets.of(dereference.getStop().getStopIndex() + 1),
                table));
        return null;
      }
    }
    return visitChildren(dereference);
  }

  private void refusePeriod(TableNameContext table) {
    if (table.queryPeriod() != null) {
      throw refused("tables have no versions here", table.queryPeriod().getStart());
    }
  }

  private void add(ParserRuleContext place, QualifiedNameContext named, TableReference.Form form) {
    List<String> parts = named.identifier().stream().map(ReferenceCollector::name).toList();
    String table = parts.getLast();
    if (parts.size() == 1 && scope.hides(table)) {
      return;
    }
    boolean ours =
        TABLES.contains(table)
            && (parts.size() == 1
                || parts.equals(List.of(LakeDdl.SCHEMA, table))
                || parts.equals(List.of(LakeDdl.CATALOG, LakeDdl.SCHEMA, table)));
    if (!ours) {
      throw refused(
          "there is no table " + String.join(".", parts) + " here; there are events and persons",
          named.getStart());
    }
    references.add(
        new TableReference(
            offsets.of(place.getStart().getStartIndex()),
            offsets.of(place.getStop().getStopIndex() + 1),
            table,
            form));
  }

  /** The names of {@code a.b.c}; empty where it is more than names. */
  private static List<String> parts(DereferenceContext dereference) {
    List<String> parts = new ArrayList<>();
    SqlBaseParser.PrimaryExpressionContext at = dereference;
    while (at instanceof DereferenceContext next) {
      parts.addFirst(name(next.fieldName));
      at = next.base;
    }
    if (!(at instanceof SqlBaseParser.ColumnReferenceContext column)) {
      return List.of();
    }
    parts.addFirst(name(column.identifier()));
    return parts;
  }

  /** As the engine compares names of tables: without quotes, in lower case. */
  private static String name(IdentifierContext identifier) {
    String text = identifier.getText();
    if (text.startsWith("\"")) {
      text = text.substring(1, text.length() - 1).replace("\"\"", "\"");
    }
    return text.toLowerCase(Locale.ENGLISH);
  }

  private ProblemException refused(String why, Token at) {
    return new ProblemException(
        Problem.of(ProblemCode.SQL_NOT_ALLOWED, why)
            .at("$.sql")
            .at(at.getLine(), at.getCharPositionInLine() + 1));
  }
}
