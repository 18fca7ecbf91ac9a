package io.causality.portal.sqleditor;

import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.ComparisonExpression;
import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.InListExpression;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.NodeLocation;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.SubscriptExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names of an app that a query holds as literals: the engine cannot know whether they are right,
 * and counts nothing where they are wrong. Pure.
 */
public final class SqlNames {
  private SqlNames() {}

  /** What a literal names. */
  public enum Kind {
    /** It is compared with {@code event_name}. */
    EVENT,
    /** It is a key of {@code properties}. */
    PROPERTY,
    /** It is a key of {@code traits}. */
    TRAIT
  }

  /**
   * A name in the text.
   *
   * @param line from 1
   * @param column from 1
   */
  public record Name(Kind kind, String text, int line, int column) {}

  /** The names in a query, in their order; none where the text is no query. */
  public static List<Name> of(String sql) {
    List<Name> names = new ArrayList<>();
    if (!Nesting.isTooDeep(sql)) {
      try {
        new Visitor(names)
            .process(new SqlParser().createStatement(sql.stripTrailing().replaceFirst(";$", "")));
      } catch (ParsingException e) {
        // who runs it says where it is wrong
      }
    }
    return names;
  }

  private static final class Visitor extends DefaultTraversalVisitor<@Nullable Void> {
    private final List<Name> names;

    private Visitor(List<Name> names) {
      this.names = names;
    }

    @Override
    protected @Nullable Void visitComparisonExpression(
        ComparisonExpression node, @Nullable Void context) {
      if (isNamed(node.getLeft(), "event_name")) {
        add(Kind.EVENT, node.getRight());
      } else if (isNamed(node.getRight(), "event_name")) {
        add(Kind.EVENT, node.getLeft());
      }
      return super.visitComparisonExpression(node, null);
    }

    @Override
    protected @Nullable Void visitInPredicate(InPredicate node, @Nullable Void context) {
      if (isNamed(node.getValue(), "event_name")
          && node.getValueList() instanceof InListExpression list) {
        list.getValues().forEach(value -> add(Kind.EVENT, value));
      }
      return super.visitInPredicate(node, null);
    }

    @Override
    protected @Nullable Void visitSubscriptExpression(
        SubscriptExpression node, @Nullable Void context) {
      key(node.getBase(), node.getIndex());
      return super.visitSubscriptExpression(node, null);
    }

    @Override
    protected @Nullable Void visitFunctionCall(FunctionCall node, @Nullable Void context) {
      if (node.getName().getSuffix().equals("element_at") && node.getArguments().size() == 2) {
        key(node.getArguments().getFirst(), node.getArguments().getLast());
      }
      return super.visitFunctionCall(node, null);
    }

    private void key(Expression map, Expression key) {
      if (isNamed(map, "properties")) {
        add(Kind.PROPERTY, key);
      } else if (isNamed(map, "traits")) {
        add(Kind.TRAIT, key);
      }
    }

    private void add(Kind kind, Expression value) {
      if (value instanceof StringLiteral literal) {
        Optional<NodeLocation> place = literal.getLocation();
        names.add(
            new Name(
                kind,
                literal.getValue(),
                place.map(NodeLocation::getLineNumber).orElse(0),
                place.map(NodeLocation::getColumnNumber).orElse(0)));
      }
    }

    private static boolean isNamed(Expression expression, String name) {
      return switch (expression) {
        case Identifier identifier -> identifier.getValue().equalsIgnoreCase(name);
        case DereferenceExpression member ->
            member.getField().map(field -> field.getValue().equalsIgnoreCase(name)).orElse(false);
        default -> false;
      };
    }
  }
}
