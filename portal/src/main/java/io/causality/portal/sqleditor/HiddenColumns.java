package io.causality.portal.sqleditor;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.AllColumns;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.SetOperation;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.SubscriptExpression;
import io.trino.sql.tree.Table;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a query that could read columns, properties or traits of certain names: it must name each
 * column that it reads, and each key of the open maps as a literal. Immutable.
 */
public final class HiddenColumns {
  private static final Set<String> MAPS = Set.of("properties", "traits");

  private final Set<String> hidden;

  /** Hides these names, whatever their case. */
  public HiddenColumns(Set<String> hidden) {
    this.hidden =
        hidden.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /** Whether a name is hidden. */
  public boolean contains(String name) {
    return hidden.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Refuses a query that could read one; what is no query is left to those who run it. */
  public void require(String sql) {
    if (hidden.isEmpty() || Nesting.isTooDeep(sql)) {
      return;
    }
    try {
      new Visitor().process(new SqlParser().createStatement(sql.strip().replaceFirst(";$", "")));
    } catch (ParsingException e) {
      // who runs it says where it is wrong
    }
  }

  private static ProblemException refused(String why) {
    return new ProblemException(Problem.of(ProblemCode.SQL_NOT_ALLOWED, why).at("$.sql"));
  }

  private final class Visitor extends DefaultTraversalVisitor<@Nullable Void> {
    private void refuseWhole(Node body) {
      if (body instanceof Table) {
        throw refused("name the columns: some are hidden here");
      }
    }

    @Override
    protected @Nullable Void visitQuery(Query node, @Nullable Void context) {
      refuseWhole(node.getQueryBody());
      return super.visitQuery(node, null);
    }

    @Override
    protected @Nullable Void visitSetOperation(SetOperation node, @Nullable Void context) {
      node.getRelations().forEach(this::refuseWhole);
      return super.visitSetOperation(node, null);
    }

    @Override
    protected @Nullable Void visitAllColumns(AllColumns node, @Nullable Void context) {
      throw refused("name the columns instead of *: some are hidden here");
    }

    @Override
    protected @Nullable Void visitSubscriptExpression(
        SubscriptExpression node, @Nullable Void context) {
      if (isMap(node.getBase())) {
        key(node.getIndex());
        return null;
      }
      return super.visitSubscriptExpression(node, null);
    }

    @Override
    protected @Nullable Void visitFunctionCall(FunctionCall node, @Nullable Void context) {
      if (node.getName().getSuffix().equals("element_at")
          && node.getArguments().size() == 2
          && isMap(node.getArguments().getFirst())) {
        key(node.getArguments().getLast());
        return null;
      }
      return super.visitFunctionCall(node, null);
    }

    @Override
    protected @Nullable Void visitDereferenceExpression(
        DereferenceExpression node, @Nullable Void context) {
      node.getField().ifPresent(this::column);
      return super.visitDereferenceExpression(node, null);
    }

    @Override
    protected @Nullable Void visitIdentifier(Identifier node, @Nullable Void context) {
      column(node);
      return null;
    }

    private boolean isMap(Expression base) {
      return switch (base) {
        case Identifier name -> isMap(name);
        case DereferenceExpression member -> member.getField().map(this::isMap).orElse(false);
        default -> false;
      };
    }

    private boolean isMap(Identifier name) {
      return MAPS.contains(name.getValue().toLowerCase(Locale.ROOT));
    }

    private void key(Expression key) {
      if (!(key instanceof StringLiteral literal)) {
        throw refused("name the key of properties and traits as a literal: some are hidden here");
      }
      if (contains(literal.getValue())) {
        throw refused(literal.getValue() + " is hidden here");
      }
    }

    private void column(Identifier name) {
      if (isMap(name)) {
        throw refused(
            "read properties and traits by element_at with a literal: some are hidden here");
      }
      if (contains(name.getValue())) {
        throw refused(name.getValue() + " is hidden here");
      }
    }
  }
}
