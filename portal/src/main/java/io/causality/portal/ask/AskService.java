package io.causality.portal.ask;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.apps.App;
import io.causality.portal.apps.Apps;
import io.causality.portal.ask.agent.Models;
import io.causality.portal.ask.agent.Transcript;
import io.causality.portal.ask.read.Calendar;
import io.causality.portal.ask.read.Intent;
import io.causality.portal.ask.read.Interpreter;
import io.causality.portal.ask.read.Range;
import io.causality.portal.ask.read.Reading;
import io.causality.portal.ask.read.Suggestions;
import io.causality.portal.ask.tools.InsightTables;
import io.causality.portal.ask.tools.Progress;
import io.causality.portal.ask.tools.Run;
import io.causality.portal.ask.tools.Table;
import io.causality.portal.catalog.Catalog;
import io.causality.portal.db.Database;
import io.causality.portal.http.Caller;
import io.causality.portal.http.ClientGone;
import io.causality.portal.http.Ids;
import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.causality.portal.http.Role;
import io.causality.portal.insight.InsightChecks;
import io.causality.portal.insight.InsightService;
import io.causality.portal.insight.spec.SpecException;
import io.causality.portal.sqleditor.SqlService;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers questions in English about one app. Thread-safe. */
public final class AskService {
  private static final Logger LOG = LoggerFactory.getLogger(AskService.class);

  /** What a question that takes too much is refused with. */
  private static final Set<ProblemCode> TOO_MUCH =
      Set.of(ProblemCode.SCAN_LIMIT, ProblemCode.RESULT_LIMIT, ProblemCode.TIME_LIMIT);

  /** Questions of a thread on which the next one may lean. */
  private static final int LONGEST_THREAD = 20;

  private final Apps apps;
  private final AppWords words;
  private final Run.Engines engines;
  private final RunningQuestions running;
  private final Conversations conversations;
  private final VerifiedQuestions verified;
  private final Verification verification;
  private final Ratings ratings;
  private final Models models;
  private final QuestionLog log;

  /**
   * A service.
   *
   * @param catalog the names that the interpreter knows
   * @param models which of them answers, if any
   */
  public AskService(
      Apps apps,
      Database database,
      Catalog catalog,
      InsightService insights,
      SqlService sql,
      AskLimits limits,
      Models models) {
    this.models = models;
    this.log = new QuestionLog(database);
    this.apps = apps;
    this.words = new AppWords(catalog);
    this.engines = new Run.Engines(insights, sql);
    this.running = new RunningQuestions(limits.perUser());
    this.conversations = new Conversations(database);
    this.verified = new VerifiedQuestions(database);
    this.verification = new Verification(conversations, verified);
    this.ratings = new Ratings(database);
  }

  /** Number of questions that are being answered. */
  public int runningCount() {
    return running.count();
  }

  /** A question that has a place, until {@link #end}, and can be stopped. */
  RunningQuestions.Running begin(Caller caller, String app) {
    apps.require(caller, app);
    return running.begin(caller, app, UUID.randomUUID().toString());
  }

  void end(RunningQuestions.Running place) {
    running.end(place);
  }

  /** Stops a question of the caller. */
  void stop(Caller caller, String app, String id) {
    apps.require(caller, app);
    running.stop(caller, app, id);
  }

  /**
   * Refuses at once what cannot be answered.
   *
   * @throws ProblemException {@code provider_down}, {@code no_such_conversation}
   */
  void requireAnswerable(Caller caller, RunningQuestions.Running place, AskRequest request) {
    if (request.mode() == AskRequest.Mode.MODEL && models.current().isEmpty()) {
      throw new ProblemException(
          Problem.of(ProblemCode.PROVIDER_DOWN, "no model is configured")
              .suggest("leave mode out, or say interpreter"));
    }
    request.conversation().ifPresent(id -> conversations.own(caller, place.app(), id));
  }

  /**
   * Asks and waits for the answer.
   *
   * @param body that of the API
   * @throws ProblemException as the API answers it
   */
  public JsonObject ask(Caller caller, String app, JsonObject body, ClientGone clientGone)
      throws InterruptedException {
    RunningQuestions.Running place = begin(caller, app);
    try {
      AskRequest request = AskRequest.of(body, Instant.now());
      requireAnswerable(caller, place, request);
      clientGone.then(place.gone()::happened);
      return answer(caller, place, request, Progress.NONE);
    } finally {
      end(place);
    }
  }

  /**
   * Answers.
   *
   * @param progress hears of each step, and of the text
   */
  JsonObject answer(
      Caller caller, RunningQuestions.Running place, AskRequest request, Progress progress)
      throws InterruptedException {
    Instant started = Instant.now();
    App app = apps.get(caller, place.app());
    ZoneId zone = request.zone().orElseGet(() -> ZoneId.of(app.timezone()));
    Calendar calendar = new Calendar(request.now(), zone, weekStart(app));
    AppWords.Names names = words.of(app.id(), otherApps(app));
    AnswerJson json = new AnswerJson(place.id(), request.question());
    Run run = new Run(engines, caller, app.id(), request.now(), place.gone(), progress);
    List<Conversations.Turn> before =
        request
            .conversation()
            .map(id -> conversations.turns(conversations.own(caller, app.id(), id).id()))
            .orElseGet(List::of);
    Interpreter interpreter = names.interpreter();
    Reading reading =
        interpreter.read(request.question(), calendar, meant(interpreter, before, calendar));
    boolean verifiedOnly = request.verifiedOnly() || app.verifiedOnly();
    Optional<Verification.Match> match = Optional.empty();
    if (verifiedOnly || request.mode() == AskRequest.Mode.AUTO) {
      List<VerifiedQuestions.Verified> known = verification.known(app.id());
      if (!Verification.isRefused(reading)) {
        match = Verification.match(known, interpreter, request.question(), calendar, reading);
      }
      if (match.isEmpty()) {
        reading =
            Verification.reading(
                known, interpreter, request.question(), calendar, reading, verifiedOnly, json);
      }
    }
    Transcript said = new Transcript();
    Optional<ModelAnswers> model =
        match.isEmpty() && isForModel(request, reading, verifiedOnly, json)
            ? models.current().map(ModelAnswers::new)
            : Optional.empty();
    JsonObject answer =
        match.isPresent()
            ? byRecipe(match.get(), names, calendar, run, json)
            : model.isPresent()
                ? byModel(
                    model.get(),
                    caller,
                    app,
                    place,
                    request,
                    before,
                    names,
                    calendar,
                    reading,
                    run,
                    said,
                    json)
                : byInterpreter(reading, names, calendar, run, json);
    long wallMs = Duration.between(started, Instant.now()).toMillis();
    LOG.info(
        "question {} {} {} {}",
        kv("event", "question_answered"),
        kv("app", app.id()),
        kv("status", answer.getString("status")),
        kv("wall_ms", wallMs));
    json.finish(answer, run, said, wallMs);
    conversations.add(
        caller,
        app.id(),
        before.isEmpty()
            ? request.conversation().flatMap(Ids::uuid)
            : Optional.of(before.getFirst().conversation()),
        request,
        zone,
        place.id(),
        answer,
        json.recipe());
    return answer;
  }

  /** Whether a model answers, if there is one: what is verified, or refused, it never hears of. */
  private static boolean isForModel(
      AskRequest request, Reading reading, boolean verifiedOnly, AnswerJson json) {
    return request.mode() != AskRequest.Mode.INTERPRETER
        && !verifiedOnly
        && !json.isVerified()
        && !Verification.isRefused(reading);
  }

  /** The verified spec of a model's answer, run anew. */
  private static JsonObject byRecipe(
      Verification.Match match, AppWords.Names names, Calendar calendar, Run run, AnswerJson json)
      throws InterruptedException {
    json.verified(match.known().json());
    List<String> notes = new ArrayList<>();
    notes.add("Read as the verified question \"" + match.known().question() + "\".");
    JsonObject spec = match.recipe().at(match.ranges(), calendar);
    JsonObject definition = ModelAnswers.definition(spec, names, calendar, notes);
    JsonObject result =
        new JsonObject(run.insight("verified", InsightChecks.spec(spec, "$")).result());
    Table table = match.recipe().shape().of(InsightTables.of(spec, result, calendar.now()));
    return json.answered(
        new Outcome(
            Prose.of(table),
            Optional.ofNullable(table.value()),
            table,
            List.of(spec),
            definition,
            List.of()),
        true,
        notes);
  }

  private static JsonObject byInterpreter(
      Reading reading, AppWords.Names names, Calendar calendar, Run run, AnswerJson json)
      throws InterruptedException {
    return switch (reading) {
      case Reading.Declined(Reading.Reason reason, String text) -> json.declined(reason, text);
      case Reading.Unclear(String text, List<Reading.Choice> choices) ->
          json.clarify(text, choices);
      case Reading.Understood understood -> understood(understood, names, calendar, run, json);
    };
  }

  /** A model's answer; where none is to be had, the interpreter's if it has read the question. */
  private JsonObject byModel(
      ModelAnswers model,
      Caller caller,
      App app,
      RunningQuestions.Running place,
      AskRequest request,
      List<Conversations.Turn> before,
      AppWords.Names names,
      Calendar calendar,
      Reading reading,
      Run run,
      Transcript said,
      AnswerJson json)
      throws InterruptedException {
    Instant started = Instant.now();
    String outcome = "failed";
    try {
      JsonObject answer =
          model.answer(
              caller,
              app,
              request.question(),
              before,
              names,
              calendar,
              run,
              place.gone(),
              said,
              json);
      outcome = answer.getString("status");
      return answer;
    } catch (ProblemException e) {
      outcome = e.problem().code().text();
      boolean readable =
          request.mode() == AskRequest.Mode.AUTO && reading instanceof Reading.Understood;
      if (e.problem().code() != ProblemCode.PROVIDER_DOWN || !readable) {
        throw e;
      }
      JsonObject answer = byInterpreter(reading, names, calendar, run, json);
      return answer.put(
          "assumptions",
          answer
              .getJsonArray("assumptions")
              .copy()
              .add("The model cannot be reached now; the interpreter answered."));
    } finally {
      log.add(
          caller,
          new QuestionLog.Entry(
              place.id(),
              app.id(),
              request.question(),
              model.engine(),
              outcome,
              run.statements(),
              said,
              Duration.between(started, Instant.now()).toMillis()));
    }
  }

  /** What was said to models about an app, latest first (admin). */
  List<JsonObject> log(Caller caller, String app, Optional<UUID> before, int limit) {
    apps.require(caller, app);
    return log.list(caller, app, before, limit);
  }

  /** What each user took of each model in the last days (admin). */
  List<JsonObject> usage(Caller caller, int days) {
    return log.usage(caller, days);
  }

  /** What the last question of a thread meant; null where it stands alone. */
  private static @Nullable Intent meant(
      Interpreter interpreter, List<Conversations.Turn> turns, Calendar calendar) {
    Intent meant = null;
    for (Conversations.Turn turn :
        turns.subList(Math.max(0, turns.size() - LONGEST_THREAD), turns.size())) {
      Calendar then = new Calendar(turn.now(), turn.zone(), calendar.weekStart());
      if (interpreter.read(turn.question(), then, meant) instanceof Reading.Understood understood) {
        meant = understood.intent();
      }
    }
    return meant;
  }

  /**
   * Marks an answer as verified (editor): questions that mean the same are answered so from now on.
   *
   * @param named how the question is called; empty for as it was asked
   */
  UUID verify(Caller caller, String id, String question, Optional<String> named) {
    apps.require(caller, id);
    caller.require(Role.EDITOR);
    Conversations.Turn turn = conversations.turn(caller, id, question);
    App app = apps.get(caller, id);
    AppWords.Names names = words.of(id, otherApps(app));
    return verification.add(
        caller,
        id,
        turn,
        names.interpreter(),
        names.first(),
        new Calendar(turn.now(), turn.zone(), weekStart(app)),
        named);
  }

  Conversations conversations() {
    return conversations;
  }

  VerifiedQuestions verifiedQuestions() {
    return verified;
  }

  Ratings ratings() {
    return ratings;
  }

  /** What can be asked of an app now. */
  List<String> suggestions(Caller caller, String id) {
    App app = apps.get(caller, id);
    AppWords.Names names = words.of(id, otherApps(app));
    Optional<Instant> first = names.first();
    Optional<Instant> last = names.last();
    if (first.isEmpty() || last.isEmpty()) {
      return List.of();
    }
    Calendar calendar = new Calendar(Instant.now(), ZoneId.of(app.timezone()), weekStart(app));
    return Suggestions.of(names.vocabulary(), calendar, first.get(), last.get());
  }

  /** Refuses an app that the caller may not see. */
  void requireApp(Caller caller, String app) {
    apps.require(caller, app);
  }

  private static DayOfWeek weekStart(App app) {
    return app.weekStart().equals("sunday") ? DayOfWeek.SUNDAY : DayOfWeek.MONDAY;
  }

  private Set<String> otherApps(App app) {
    Set<String> others = new HashSet<>();
    for (String id : apps.ids()) {
      if (!id.equals(app.id())) {
        others.add(id.toLowerCase(Locale.ROOT));
      }
    }
    return others;
  }

  private static JsonObject understood(
      Reading.Understood understood,
      AppWords.Names names,
      Calendar calendar,
      Run run,
      AnswerJson json)
      throws InterruptedException {
    if (names.first().isEmpty() || names.last().isEmpty()) {
      return json.declined(Reading.Reason.NO_DATA, "This app has sent no events yet.");
    }
    List<String> assumptions = new ArrayList<>(understood.assumptions());
    boolean certain = understood.certain();
    try {
      Coverage coverage = new Coverage(names.first().get(), names.last().get(), calendar);
      certain &= understood.intent().range() != null;
      Range range = coverage.of(understood.intent().range(), assumptions);
      Optional<Range> compared =
          Optional.ofNullable(understood.intent().compared())
              .map(other -> coverage.compared(other, assumptions));
      Outcome outcome =
          new Answering(understood.intent(), range, compared, calendar, names.vocabulary(), run)
              .run();
      assumptions.addAll(outcome.assumptions());
      return json.answered(outcome, certain, assumptions);
    } catch (Coverage.OutsideException e) {
      return json.declined(Reading.Reason.NO_DATA, e.getMessage());
    } catch (NotAnsweredException | SpecException e) {
      return json.declined(Reading.Reason.NOT_UNDERSTOOD, e.getMessage());
    } catch (ProblemException e) {
      if (TOO_MUCH.contains(e.problem().code())) {
        return json.declined(Reading.Reason.BUDGET, e.problem().detail());
      }
      throw e;
    }
  }
}
