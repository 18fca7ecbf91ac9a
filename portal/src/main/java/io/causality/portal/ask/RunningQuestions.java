package io.causality.portal.ask;

import io.causality.portal.http.Caller;
import io.causality.portal.http.ClientGone;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Questions that are being answered; each user has a few places. Thread-safe. */
final class RunningQuestions {
  private final int perUser;
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  RunningQuestions(int perUser) {
    this.perUser = perUser;
  }

  /**
   * A question.
   *
   * @param gone what stops its work
   */
  record Running(String id, UUID userId, String app, ClientGone gone) {}

  int count() {
    return running.size();
  }

  synchronized Running begin(Caller caller, String app, String id) {
    long own =
        running.values().stream().filter(one -> one.userId().equals(caller.userId())).count();
    if (own >= perUser) {
      throw new ProblemException(
          Problem.of(
                  ProblemCode.TOO_MANY_QUESTIONS,
                  perUser + " questions of yours are being answered; wait for one of them")
              .retryAfter(5));
    }
    Running one = new Running(id, caller.userId(), app, new ClientGone());
    running.put(id, one);
    return one;
  }

  void end(Running one) {
    running.remove(one.id());
  }

  void stop(Caller caller, String app, String id) {
    Running one = running.get(id);
    if (one == null || !one.userId().equals(caller.userId()) || !one.app().equals(app)) {
      throw new ProblemException(
          Problem.of(
              ProblemCode.NO_SUCH_QUESTION, "no question of yours of that id is being answered"));
    }
    one.gone().happened();
  }
}
