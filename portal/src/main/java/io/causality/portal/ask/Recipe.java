package io.causality.portal.ask;

import io.causality.portal.ask.agent.Shape;
import io.causality.portal.ask.read.Calendar;
import io.causality.portal.ask.read.Range;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.insight.InsightChecks;
import io.causality.portal.insight.spec.Common;
import io.causality.portal.insight.time.Window;
import io.causality.portal.insight.time.Windows;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a model's answer was made: the spec, and which of its rows. What is verified of such an
 * answer, and what runs again, at another time. Immutable.
 */
record Recipe(JsonObject spec, Shape shape) {
  static Recipe of(JsonObject json) {
    return new Recipe(json.getJsonObject("spec"), Shape.of(json.getJsonObject("shape")));
  }

  JsonObject json() {
    return new JsonObject().put("spec", spec).put("shape", shape.json());
  }

  /** Where an insight begins and ends, both inclusive. */
  static Window window(JsonObject spec, Optional<Instant> first, Calendar calendar) {
    Common common = InsightChecks.spec(spec, "$").common();
    OptionalLong begin =
        first.map(at -> OptionalLong.of(at.toEpochMilli())).orElseGet(OptionalLong::empty);
    return Windows.of(common.from(), common.to(), common.zone(), calendar.now(), () -> begin);
  }

  /**
   * Refuses a spec whose time is not the one that the question names: asked another day, it would
   * answer another question.
   *
   * @param ranges that the question names
   * @param calendar of when it was asked
   * @throws ProblemException {@code bad_question}
   */
  void requireTimeOf(List<Range> ranges, Optional<Instant> first, Calendar calendar) {
    if (ranges.size() > 1) {
      throw refused("the question names more than one stretch of time");
    }
    if (ranges.isEmpty()) {
      if (isDay(spec.getString("from", "")) || spec.containsKey("compare")) {
        throw refused(
            "the answer is about a time that the question does not name: name it in the question");
      }
      return;
    }
    if (!spec.containsKey("from")) {
      throw refused("the answer does not begin where the question says");
    }
    Range named = ranges.getFirst().until(calendar.now()).orElse(ranges.getFirst());
    Window counted = window(spec, first, calendar);
    boolean same =
        counted.from() == named.from().toEpochMilli() && counted.to() == named.to().toEpochMilli();
    if (!same) {
      throw refused(
          "the answer counts from "
              + Instant.ofEpochMilli(counted.from())
              + " to "
              + Instant.ofEpochMilli(counted.to())
              + ", the question names "
              + named.from()
              + " to "
              + named.to());
    }
    if (spec.getValue("compare") instanceof JsonObject compared) {
      Range before = calendar.before(ranges.getFirst());
      if (!before.specFrom().equals(compared.getString("from"))
          || !before.specTo().equals(compared.getString("to"))) {
        throw refused("it is compared with another time than the one right before");
      }
    }
  }

  private static boolean isDay(String moment) {
    return moment.matches("\\d{4}-\\d{2}-\\d{2}.*");
  }

  private static ProblemException refused(String why) {
    return new ProblemException(
        Problem.of(ProblemCode.BAD_QUESTION, "this cannot be verified: " + why));
  }

  /** The spec at another moment. */
  JsonObject at(List<Range> ranges, Calendar calendar) {
    JsonObject now = spec.copy();
    if (ranges.isEmpty()) {
      if (isDay(now.getString("to", ""))) {
        // It ended where now was then.
        now.put("to", calendar.now().toString());
      }
      return now;
    }
    Range range = ranges.getFirst().until(calendar.now()).orElse(ranges.getFirst());
    now.put("from", range.specFrom()).put("to", range.specTo());
    if (now.getValue("compare") instanceof JsonObject) {
      Range before = calendar.before(ranges.getFirst());
      now.put(
          "compare", new JsonObject().put("from", before.specFrom()).put("to", before.specTo()));
    }
    return now;
  }
}
