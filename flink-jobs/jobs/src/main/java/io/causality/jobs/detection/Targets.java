package io.causality.jobs.detection;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** For each task of a step a key that leads to it, so that all can be told something. */
final class Targets {
  private Targets() {}

  /** One key for each task, when the next step has as many tasks as this one. */
  static String[] keys(TaskInfo task) {
    int tasks = task.getNumberOfParallelSubtasks();
    String[] keys = new String[tasks];
    int missing = tasks;
    for (int i = 0; missing > 0; i++) {
      String key = "#" + i;
      int target = of(key, task);
      if (keys[target] == null) {
        keys[target] = key;
        missing--;
      }
    }
    return keys;
  }

  /** The task of the next step to which a key leads, when it has as many tasks as this one. */
  static int of(String key, TaskInfo task) {
    int tasks = task.getNumberOfParallelSubtasks();
    return tasks == 1
        ? 0
        : KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, task.getMaxNumberOfParallelSubtasks(), tasks);
  }
}
