package io.causality.portal.lake;

import java.time.Instant;

/**
 * What a query may take.
 *
 * @param end when it must be done
 * @param scanBytes most bytes that it may read
 */
public record Budget(Instant end, long scanBytes) {
  /**
   * Ends a query that takes more.
   *
   * @param scanned bytes read so far
   * @throws EngineException of kind TIME or SCAN
   */
  public void check(long scanned) throws EngineException {
    if (Instant.now().isAfter(end)) {
      throw new EngineException(EngineException.Kind.TIME, "EXCEEDED_TIME_LIMIT", "time", 0, 0);
    }
    if (scanned > scanBytes) {
      throw new EngineException(EngineException.Kind.SCAN, "EXCEEDED_SCAN_LIMIT", "bytes", 0, 0);
    }
  }
}
