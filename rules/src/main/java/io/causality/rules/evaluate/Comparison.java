package io.causality.rules.evaluate;

import io.causality.proto.lake.LakeValues;
import io.causality.rules.model.Numbers;
import io.causality.rules.model.Op;
import io.causality.rules.model.Operand;
import io.causality.rules.model.Scalar;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How values compare: as numbers when both are numbers or text that is one, else as text. Values
 * are those of {@code EventPath}. Pure functions.
 */
final class Comparison {
  private static final int MAX_LONG_DIGITS = 18;

  private Comparison() {}

  /** What a condition asks of one value. {@link Op#EXISTS} takes any. */
  static Predicate<Object> of(Op op, Operand operand) {
    if (operand instanceof Operand.Value value) {
      String right = value.scalar().text();
      if (op == Op.REGEX) {
        com.google.re2j.Pattern regex = com.google.re2j.Pattern.compile(right);
        return left -> {
          String text = text(left);
          return text != null && regex.matcher(text).find();
        };
      }
      Number number = number(right);
      return left -> test(op, left, right, number);
    } else if (operand instanceof Operand.OneOf oneOf) {
      Set<String> keys = new HashSet<>();
      for (Scalar scalar : oneOf.scalars()) {
        keys.add(key(scalar.text()));
      }
      return left -> {
        String text = text(left);
        return text != null && keys.contains(key(text));
      };
    }
    return left -> true;
  }

  /** Compares two values given as text. */
  static boolean test(Op op, String left, String right) {
    return test(op, left, right, number(right));
  }

  private static boolean test(Op op, Object left, String right, @Nullable Number rightNumber) {
    if (op == Op.CONTAINS) {
      return contains(left, right, rightNumber);
    }
    Number leftNumber = rightNumber == null ? null : number(left);
    if (leftNumber == null || rightNumber == null) {
      String text = text(left);
      return switch (op) {
        case EQ -> right.equals(text);
        case NE -> text != null && !right.equals(text);
        default -> false;
      };
    }
    int order = compare(leftNumber, rightNumber);
    return switch (op) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case GT -> order > 0;
      case GTE -> order >= 0;
      case LT -> order < 0;
      case LTE -> order <= 0;
      case EXISTS, NOT_EXISTS, CONTAINS, REGEX, IN -> throw new IllegalStateException(op.text());
    };
  }

  /** Text contains a part, a list an element. */
  private static boolean contains(Object left, String right, @Nullable Number rightNumber) {
    if (left instanceof List<?> list) {
      for (Object element : list) {
        if (element != null && test(Op.EQ, element, right, rightNumber)) {
          return true;
        }
      }
      return false;
    }
    String text = text(left);
    return text != null && text.contains(right);
  }

  private static int compare(Number left, Number right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    double a = left.doubleValue();
    double b = right.doubleValue();
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** A value as text; null for lists and maps. */
  static @Nullable String text(Object value) {
    if (value instanceof String text) {
      return text;
    } else if (value instanceof Float number) {
      return LakeValues.text(Double.parseDouble(number.toString()));
    } else if (value instanceof Double number) {
      return LakeValues.text(number);
    } else if (value instanceof List || value instanceof Map) {
      return null;
    }
    return value.toString();
  }

  /** A value as {@code Long} or {@code Double}; null when it is no number. */
  static @Nullable Number number(Object value) {
    if (value instanceof String text) {
      if (!Numbers.isNumber(text)) {
        return null;
      }
      return isShortWhole(text) ? (Number) Long.valueOf(text) : (Number) Double.valueOf(text);
    } else if (value instanceof Long || value instanceof Double) {
      return (Number) value;
    } else if (value instanceof Integer number) {
      return number.longValue();
    } else if (value instanceof Float number) {
      return Double.valueOf(number.toString());
    }
    return null;
  }

  private static boolean isShortWhole(String number) {
    if (number.length() > MAX_LONG_DIGITS) {
      return false;
    }
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if ((c < '0' || c > '9') && !(i == 0 && c == '-')) {
        return false;
      }
    }
    return true;
  }

  /** Equal for values that are equal. */
  private static String key(String text) {
    Number number = number(text);
    if (number == null) {
      return "t" + text;
    }
    double value = number.doubleValue();
    boolean whole = number instanceof Long || (value == Math.rint(value) && Math.abs(value) < 1e18);
    return whole ? "n" + number.longValue() : "n" + value;
  }
}
