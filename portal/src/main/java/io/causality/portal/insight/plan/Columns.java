package io.causality.portal.insight.plan;

import static io.causality.portal.insight.sql.Expression.call;
import static io.causality.portal.insight.sql.Expression.cast;
import static io.causality.portal.insight.sql.Expression.literal;

import io.causality.portal.insight.spec.Decimals;
import io.causality.portal.insight.sql.Expression;
import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeSchema;
import io.causality.proto.lake.LakeType;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An event's properties: its own of that name first, then the column. As text they are as the
 * archive writes them: whole numbers without fraction, others in shortest form, instants in RFC
 * 3339.
 */
final class Columns {
  private static final Map<String, LakeColumn> BY_NAME =
      LakeSchema.current().columns().stream()
          .filter(column -> !(column.type() instanceof LakeType.MapOfVarchar))
          .collect(Collectors.toMap(LakeColumn::name, Function.identity()));

  private Columns() {}

  /** A property as text; null where it is missing. */
  static Expression text(String key) {
    Expression own = own(key);
    return column(key)
        .map(column -> call("coalesce", own, text(column, Expression.column("e", key))))
        .orElse(own);
  }

  /** A property as a finite double; null where it is missing or no number. */
  static Expression number(String key) {
    Expression own = own(key);
    return column(key)
        .filter(column -> !(column.type() instanceof LakeType.BooleanType))
        .map(
            column ->
                call(
                    "IF",
                    own.isNotNull(),
                    number(own),
                    number(column, Expression.column("e", key))))
        .orElseGet(() -> number(own));
  }

  /** A text as a finite double; null where it is none. */
  static Expression number(Expression text) {
    Expression decimal = call("IF", call("regexp_like", text, literal(Decimals.PATTERN)), text);
    Expression infinity = call("infinity");
    return call(
        "nullif",
        call("nullif", new Expression("TRY_CAST(" + decimal.text() + " AS double)"), infinity),
        new Expression("-infinity()"));
  }

  private static Expression own(String key) {
    return call("element_at", Expression.column("e", "properties"), literal(key));
  }

  private static Optional<LakeColumn> column(String key) {
    return Optional.ofNullable(BY_NAME.get(key));
  }

  private static Expression text(LakeColumn column, Expression value) {
    return switch (column.type()) {
      case LakeType.Varchar v -> value;
      case LakeType.BooleanType b -> cast(value, "varchar");
      case LakeType.IntegerType i -> cast(value, "varchar");
      case LakeType.Bigint b -> cast(value, "varchar");
      case LakeType.Real r -> shortest(value);
      case LakeType.DoubleType d -> shortest(value);
      case LakeType.TimestampMillis t ->
          call("date_format", value, literal("%Y-%m-%dT%H:%i:%s.%fZ"));
      case LakeType.MapOfVarchar m -> json(value);
      case LakeType.ArrayOf a -> json(value);
      case LakeType.Row r -> json(value);
    };
  }

  private static Expression number(LakeColumn column, Expression value) {
    return switch (column.type()) {
      case LakeType.IntegerType i -> cast(value, "double");
      case LakeType.Bigint b -> cast(value, "double");
      case LakeType.Real r -> number(shortest(value));
      case LakeType.DoubleType d -> value;
      default -> number(text(column, value));
    };
  }

  /** The engine writes 1.0E1: as a decimal, without the zeros at its end. */
  private static Expression shortest(Expression value) {
    Expression decimal =
        new Expression("TRY_CAST(CAST(" + value.text() + " AS varchar) AS decimal(38, 12))");
    return call("regexp_replace", cast(decimal, "varchar"), literal("\\.?0+\\z"), literal(""));
  }

  private static Expression json(Expression value) {
    return call("json_format", cast(value, "json"));
  }
}
