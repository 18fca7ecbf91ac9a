package io.causality.jobs.detection;

/** Keys of what evaluations keep: evaluation id and scope key. Part of every checkpoint. */
final class EvaluationKey {
  private static final char SEPARATOR = '\n';

  private EvaluationKey() {}

  static String of(String evaluationId, String scopeKey) {
    return evaluationId + SEPARATOR + scopeKey;
  }

  static String evaluationId(String key) {
    return key.substring(0, key.indexOf(SEPARATOR));
  }

  static String scopeKey(String key) {
    return key.substring(key.indexOf(SEPARATOR) + 1);
  }
}
