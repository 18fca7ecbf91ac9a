package io.causality.portal.sqleditor;

import io.trino.grammar.sql.SqlBaseLexer;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/**
 * How deeply a text is nested, by its tokens alone. The parser's time grows with the square of the
 * depth: 50,000 brackets keep it busy for minutes, so they must not reach it. Lambdas nest without
 * brackets, {@code x -> y -> …}, so each counts for good.
 */
final class Nesting {
  /** Deeper than people and generators write; parsed in well under a second. */
  static final int DEEPEST = 100;

  private Nesting() {}

  static boolean isTooDeep(String sql) {
    SqlBaseLexer lexer = new SqlBaseLexer(CharStreams.fromString(sql));
    lexer.removeErrorListeners();
    int depth = 0;
    for (Token token = lexer.nextToken();
        token.getType() != Token.EOF && depth <= DEEPEST;
        token = lexer.nextToken()) {
      depth += step(token);
    }
    return depth > DEEPEST;
  }

  private static int step(Token token) {
    return switch (token.getText()) {
      case "(", "[" -> 1;
      case ")", "]" -> -1;
      case "->" -> 1;
      default ->
          switch (token.getType()) {
            case SqlBaseLexer.CASE -> 1;
            case SqlBaseLexer.END -> -1;
            default -> 0;
          };
    };
  }
}
