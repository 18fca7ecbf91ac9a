package io.causality.portal.ask;

import io.causality.portal.ask.read.Calendar;
import io.causality.portal.ask.read.Intent;
import io.causality.portal.ask.read.Interpreter;
import io.causality.portal.ask.read.Range;
import io.causality.portal.ask.read.Reading;
import io.causality.portal.ask.read.Wording;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What makes an answer a verified one, and which questions mean the same. Thread-safe. */
final class Verification {
  private final Conversations conversations;
  private final VerifiedQuestions verified;

  Verification(Conversations conversations, VerifiedQuestions verified) {
    this.conversations = conversations;
    this.verified = verified;
  }

  /** What is verified of an app. */
  List<VerifiedQuestions.Verified> known(String app) {
    return verified.list(app);
  }

  /**
   * The reading of a verified question that means the same; else the given one.
   *
   * @param all what is verified
   * @param only whether anything else is declined
   */
  static Reading reading(
      List<VerifiedQuestions.Verified> all,
      Interpreter interpreter,
      String question,
      Calendar calendar,
      Reading reading,
      boolean only,
      AnswerJson json) {
    for (VerifiedQuestions.Verified known : all) {
      if (known.recipe().isPresent()) {
        continue;
      }
      Intent meant = meantNow(interpreter, known.thread(), calendar);
      if (meant == null) {
        continue;
      }
      boolean sameIntent =
          reading instanceof Reading.Understood understood && understood.intent().equals(meant);
      if (sameIntent || plain(question).equals(plain(known.question()))) {
        json.verified(known.json());
        return new Reading.Understood(
            meant, List.of("Read as the verified question \"" + known.question() + "\"."), true);
      }
    }
    return only && !isRefused(reading)
        ? new Reading.Declined(
            Reading.Reason.NO_VERIFIED_MATCH, "No verified question means the same.")
        : reading;
  }

  /**
   * A verified question whose spec answers this one.
   *
   * @param ranges that the question names
   */
  record Match(VerifiedQuestions.Verified known, Recipe recipe, List<Range> ranges) {}

  /**
   * The verified answer of a model to a question that says the same: the same words of the app, in
   * the same order, about the same time; or of the same reading.
   *
   * @param all what is verified
   */
  static Optional<Match> match(
      List<VerifiedQuestions.Verified> all,
      Interpreter interpreter,
      String question,
      Calendar calendar,
      Reading reading) {
    Optional<Wording> said = interpreter.wording(question, calendar);
    for (VerifiedQuestions.Verified known : all) {
      if (known.recipe().isEmpty()) {
        continue;
      }
      Optional<Wording> wording = interpreter.wording(known.question(), calendar);
      if (wording.isEmpty()) {
        continue;
      }
      boolean sameReading =
          reading instanceof Reading.Understood understood
              && interpreter.read(known.question(), calendar, null)
                  instanceof Reading.Understood meant
              && understood.intent().equals(meant.intent());
      if (sameReading || wording.equals(said)) {
        return Optional.of(new Match(known, known.recipe().get(), wording.get().ranges()));
      }
    }
    return Optional.empty();
  }

  private static String plain(String question) {
    return question.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  static boolean isRefused(Reading reading) {
    return reading instanceof Reading.Declined declined
        && declined.reason() == Reading.Reason.NOT_ALLOWED;
  }

  /** What a list of questions, each leaning on the one before, means now. */
  private static @Nullable Intent meantNow(
      Interpreter interpreter, List<String> thread, Calendar calendar) {
    Intent meant = null;
    for (String question : thread) {
      if (!(interpreter.read(question, calendar, meant) instanceof Reading.Understood understood)) {
        return null;
      }
      meant = understood.intent();
    }
    return meant;
  }

  /**
   * Marks an answer as verified.
   *
   * @param interpreter and {@code calendar} as of when it was asked
   * @param first time of the app's first event
   * @param named how the question is called; empty for as it was asked
   * @throws ProblemException {@code bad_question} for what cannot be verified
   */
  UUID add(
      Caller caller,
      String app,
      Conversations.Turn turn,
      Interpreter interpreter,
      Optional<Instant> first,
      Calendar calendar,
      Optional<String> named) {
    String status = turn.answer().getString("status");
    if (!status.equals("answered") && !status.equals("assumed")) {
      throw refused("only an answered question can be verified");
    }
    if (turn.answer().getString("engine").startsWith("model:")) {
      return addModels(caller, app, turn, interpreter, first, calendar, named);
    }
    List<String> thread = new ArrayList<>();
    for (Conversations.Turn one : conversations.turns(turn.conversation())) {
      thread.add(one.question());
      if (one.id().equals(turn.id())) {
        break;
      }
    }
    Intent meant = meantNow(interpreter, thread, calendar);
    // The shortest end of the thread that means the same: the others were about something else.
    for (int from = thread.size() - 1; from > 0; from--) {
      Intent alone = meantNow(interpreter, thread.subList(from, thread.size()), calendar);
      if (meant == null ? alone != null : meant.equals(alone)) {
        thread = thread.subList(from, thread.size());
        break;
      }
    }
    return verified.add(caller, app, named.orElse(turn.question()), thread, Optional.empty());
  }

  /** A model need not read a question alike again: what is verified is the spec that it chose. */
  private UUID addModels(
      Caller caller,
      String app,
      Conversations.Turn turn,
      Interpreter interpreter,
      Optional<Instant> first,
      Calendar calendar,
      Optional<String> named) {
    Recipe recipe =
        turn.recipe()
            .orElseThrow(
                () ->
                    refused(
                        "this cannot be verified: a model made it by SQL or from several insights,"
                            + " not from one"));
    String question = named.orElse(turn.question());
    boolean leans = !conversations.turns(turn.conversation()).getFirst().id().equals(turn.id());
    if (leans && question.equals(turn.question())) {
      throw refused("it was asked as a follow-up: say the whole question");
    }
    Wording wording =
        interpreter
            .wording(question, calendar)
            .orElseThrow(() -> refused("it names a date that no calendar has"));
    recipe.requireTimeOf(wording.ranges(), first, calendar);
    return verified.add(caller, app, question, List.of(question), Optional.of(recipe));
  }

  private static ProblemException refused(String why) {
    return new ProblemException(Problem.of(ProblemCode.BAD_QUESTION, why));
  }
}
