package io.causality.functions.trino;

import io.causality.functions.log.LogTooLongException;
import io.causality.functions.people.TooManyIdentitiesException;
import io.trino.spi.StandardErrorCode;
import io.trino.spi.TrinoException;

/** Errors of the pure packages as errors of Trino: what the caller can mend is his. */
final class Failures {
  private Failures() {}

  static RuntimeException of(RuntimeException error) {
    return switch (error) {
      case LogTooLongException e ->
          new TrinoException(StandardErrorCode.EXCEEDED_FUNCTION_MEMORY_LIMIT, e.getMessage(), e);
      case TooManyIdentitiesException e ->
          new TrinoException(StandardErrorCode.EXCEEDED_FUNCTION_MEMORY_LIMIT, e.getMessage(), e);
      case IllegalArgumentException e ->
          new TrinoException(StandardErrorCode.INVALID_FUNCTION_ARGUMENT, e.getMessage(), e);
      default -> error;
    };
  }
}
