package io.causality.portal.sqleditor;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.trino.grammar.sql.SqlBaseLexer;
import io.trino.grammar.sql.SqlBaseParser;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.Statement;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/**
 * Lets one query over the lake's tables pass, and nothing else: judged by the engine's own parser.
 * The engine refuses the rest a second time, by its access control. Thread-safe.
 */
final class SqlGuard {
  private final SqlParser parser = new SqlParser();

  /**
   * The query in the text.
   *
   * @throws ProblemException {@code sql_syntax} or {@code sql_not_allowed}
   */
  CheckedQuery check(String sql) {
    String text = withoutSemicolon(sql);
    if (Nesting.isTooDeep(text)) {
      throw refused("the query is nested more than " + Nesting.DEEPEST + " deep");
    }
    try {
      Statement statement = parser.createStatement(text);
      if (!(statement instanceof Query query)) {
        throw refused("only queries run here: SELECT, WITH, VALUES, TABLE");
      }
      if (!query.getFunctions().isEmpty()) {
        throw refused("WITH FUNCTION is not available");
      }
      if (!query.getSessionProperties().isEmpty()) {
        throw refused("WITH SESSION is not available");
      }
      ReferenceCollector collector = new ReferenceCollector(new Offsets(text));
      collector.visit(tree(text));
      return new CheckedQuery(
          text,
          collector.references(),
          collector.columns(),
          collector.usesPersons(),
          isLimited(query));
    } catch (ParsingException e) {
      throw new ProblemException(
          Problem.of(ProblemCode.SQL_SYNTAX, e.getErrorMessage())
              .at("$.sql")
              .at(e.getLineNumber(), e.getColumnNumber()));
    } catch (StackOverflowError e) {
      throw refused("the query is nested too deeply");
    }
  }

  private static SqlBaseParser.SingleStatementContext tree(String text) {
    SqlBaseLexer lexer = new SqlBaseLexer(CharStreams.fromString(text));
    SqlBaseParser tree = new SqlBaseParser(new CommonTokenStream(lexer));
    // The text has just been parsed without error.
    lexer.removeErrorListeners();
    tree.removeErrorListeners();
    return tree.singleStatement();
  }

  /** One semicolon at the end is a habit, not a second statement. */
  private static String withoutSemicolon(String sql) {
    String text = sql.stripTrailing();
    return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
  }

  private static boolean isLimited(Query query) {
    return query.getLimit().isPresent()
        || (query.getQueryBody() instanceof QuerySpecification specification
            && specification.getLimit().isPresent());
  }

  private static ProblemException refused(String why) {
    return new ProblemException(Problem.of(ProblemCode.SQL_NOT_ALLOWED, why).at("$.sql"));
  }
}
