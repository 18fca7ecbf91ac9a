package io.causality.rules.evaluate;

import java.util.Random;

/** Random bodies of rules over the events of {@link Streams}. */
final class RandomRules {
  private RandomRules() {}

  static final String[] KINDS = {
    "match",
    "threshold",
    "rate",
    "more_than",
    "fewer_than",
    "sequence",
    "absence",
    "times",
    "silence",
    "anomaly"
  };

  /** What stands under {@code when}. */
  static String when(String kind, Random random) {
    int seconds = 1 + random.nextInt(10);
    return switch (kind) {
      case "match" -> "{'match':{" + pattern("a", random) + "}}";
      case "threshold" ->
          "{'threshold':{" + pattern("a", random) + ",'path':'$.properties.k','max':0}}";
      case "rate" ->
          "{'rate':{"
              + pattern("a", random)
              + ",'more_than':"
              + random.nextInt(4)
              + ",'per_s':"
              + seconds
              + "}}";
      case "more_than", "fewer_than" ->
          "{'count':{"
              + pattern("a", random)
              + ",'op':'"
              + kind
              + "','n':"
              + (1 + random.nextInt(3))
              + ",'window_s':"
              + seconds
              + "}}";
      case "sequence" -> sequence(random, seconds);
      case "absence" ->
          "{'absence':{'after':{"
              + pattern("a", random)
              + "},'expected':{"
              + pattern(random.nextInt(5) == 0 ? "a" : "b", random)
              + "},'within_s':"
              + seconds
              + "}}";
      case "times" ->
          "{'times':{"
              + pattern("a", random)
              + ",'n':"
              + (1 + random.nextInt(4))
              + ",'within_s':"
              + seconds
              + "}}";
      case "silence" -> "{'silence':{" + pattern("a", random) + ",'for_s':" + seconds + "}}";
      default ->
          "{'anomaly':{"
              + pattern("a", random)
              + ",'measure':'"
              + new String[] {"total", "dau", "sum:$.properties.k"}[random.nextInt(3)]
              + "','interval':'minute','sensitivity':1,'min_volume':"
              + random.nextInt(3)
              + "}}";
    };
  }

  private static String sequence(Random random, int seconds) {
    int length = 2 + random.nextInt(2);
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < length; i++) {
      String event = String.valueOf("abc".charAt(random.nextInt(4) == 0 ? 0 : i));
      String where = "";
      if (i > 0 && random.nextBoolean()) {
        where = sameKey(random.nextInt(i));
      } else if (random.nextInt(4) == 0) {
        where = "{'path':'$.properties.ok','op':'eq','value':true}";
      }
      steps.append(i == 0 ? "" : ",");
      steps.append("{'name':'s" + i + "','event':'" + event + "','where':[" + where + "]}");
    }
    String unless = "";
    if (random.nextInt(3) == 0) {
      unless = ",'unless':{'event':'z','where':[" + (random.nextBoolean() ? sameKey(0) : "") + "]}";
    }
    return "{'sequence':{'within_s':"
        + seconds
        + ",'strict':"
        + (random.nextInt(3) == 0)
        + ",'steps':["
        + steps
        + "]"
        + unless
        + "}}";
  }

  private static String sameKey(int step) {
    return "{'path':'$.properties.k','op':'eq','same_as':'s" + step + ":$.properties.k'}";
  }

  private static String pattern(String event, Random random) {
    String where =
        random.nextInt(3) == 0 ? "{'path':'$.properties.ok','op':'eq','value':'true'}" : "";
    return "'event':'" + event + "','where':[" + where + "]";
  }
}
