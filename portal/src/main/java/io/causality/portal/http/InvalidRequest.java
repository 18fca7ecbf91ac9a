package io.causality.portal.http;

import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;

/** What the OpenAPI file finds wrong with a request, as a problem that names the field. */
final class InvalidRequest {
  private InvalidRequest() {}

  static Problem problem(ValidatorException invalid) {
    if (invalid.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT) {
      return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json");
    }
    if (invalid instanceof SchemaValidationException schema) {
      OutputUnit deepest = deepest(schema.getOutputUnit());
      String where = field(deepest.getInstanceLocation());
      return Problem.of(ProblemCode.BAD_REQUEST, text(where, deepest.getError())).at(where);
    }
    return Problem.of(ProblemCode.BAD_REQUEST, String.valueOf(invalid.getMessage()));
  }

  private static OutputUnit deepest(OutputUnit unit) {
    List<OutputUnit> errors = unit.getErrors();
    OutputUnit best = unit;
    if (errors != null) {
      for (OutputUnit error : errors) {
        OutputUnit found = deepest(error);
        if (found.getError() != null && depth(found) >= depth(best)) {
          best = found;
        }
      }
    }
    return best;
  }

  private static int depth(OutputUnit unit) {
    String location = unit.getInstanceLocation();
    return location == null || unit.getError() == null
        ? -1
        : (int) location.chars().filter(c -> c == '/').count();
  }

  private static String text(String where, String error) {
    return where + ": " + (error == null ? "is not as /api/openapi.yaml says" : error);
  }

  /** {@code #/apps/0} → {@code $.apps[0]}. */
  private static String field(String location) {
    StringBuilder path = new StringBuilder("$");
    if (location != null) {
      for (String part : location.replaceFirst("^#?/?", "").split("/", -1)) {
        if (part.chars().allMatch(Character::isDigit)) {
          path.append(part.isEmpty() ? "" : "[" + part + "]");
        } else {
          path.append('.').append(part);
        }
      }
    }
    return path.toString();
  }
}
