package io.causality.jobs.archive;

/**
 * Events of an app by what became of them.
 *
 * @param appId empty where an event named none
 */
public record AppCounts(String appId, long inLake, long deduplicated, long deadLetters) {
  AppCounts plus(AppCounts other) {
    return new AppCounts(
        appId,
        inLake + other.inLake,
        deduplicated + other.deduplicated,
        deadLetters + other.deadLetters);
  }
}
