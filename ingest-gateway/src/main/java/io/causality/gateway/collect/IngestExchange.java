package io.causality.gateway.collect;

import io.causality.gateway.auth.Grant;
import io.causality.gateway.decode.Compression;
import io.causality.gateway.decode.Decoded;
import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.DecodedEvents.Rejected;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import io.causality.gateway.publish.PublishOutcome;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request with events, from its head to its answer. Confined to its event loop. */
final class IngestExchange {
  private static final Logger LOG = LoggerFactory.getLogger(IngestExchange.class);

  /** Bodies up to this size are decoded on the event loop; it takes about a millisecond. */
  private static final int INLINE_BYTES = 256 * 1024;

  /** The same for compressed ones, which may grow a thousandfold. */
  private static final int INLINE_COMPRESSED_BYTES = 8 * 1024;

  /** A refused sender may go on sending for so long before the connection is closed. */
  private static final long DISCARD_MILLIS = 20_000;

  private final Lane lane;
  private final HttpServerRequest request;
  private final String operation;
  private final Speech speech;
  private final long startNanos = System.nanoTime();
  private final BodyBuffer body = new BodyBuffer();
  private @Nullable Grant grant;
  private long taken;
  private long bodyTimer = -1;
  private boolean answered;

  IngestExchange(Lane lane, HttpServerRequest request, String operation, Speech speech) {
    this.lane = lane;
    this.request = request;
    this.operation = operation;
    this.speech = speech;
  }

  /** Judges the head; takes the body if it may come. */
  void start() {
    switch (speech.admit(request, lane, startNanos)) {
      case Admission.Refused(Optional<Grant> known, Refusal refusal) -> {
        grant = known.orElse(null);
        refuseBeforeEnd(refusal);
      }
      case Admission.Granted(Optional<Grant> granted) -> {
        grant = granted.orElse(null);
        request.exceptionHandler(this::broken);
        request.handler(this::chunk);
        request.endHandler(end -> complete());
      }
    }
  }

  private void chunk(Buffer chunk) {
    if (answered) {
      return;
    }
    int size = chunk.length();
    if (taken + size > lane.settings.decode().maxBodyBytes()) {
      refuseBeforeEnd(tooLarge());
      return;
    }
    if (!take(size)) {
      refuseBeforeEnd(overloaded());
      return;
    }
    body.append(chunk);
    if (bodyTimer < 0 && !request.isEnded()) {
      bodyTimer = vertx().setTimer(lane.settings.bodyTimeout().toMillis(), timer -> bodyTimedOut());
    }
  }

  private void bodyTimedOut() {
    bodyTimer = -1;
    if (!answered) {
      Answers.announceClose(request);
      refuse(Refusal.of(Problem.BODY_TIMEOUT, "send the body faster, or in smaller parts"));
      request.connection().close();
    }
  }

  private void complete() {
    cancelTimer();
    if (answered) {
      return;
    }
    int length = body.length();
    if (length == 0) {
      refuse(Refusal.of(Problem.MALFORMED_BODY, "the body is empty"));
      return;
    }
    Compression compression = Compression.of(body.bytes(), length);
    int inline = compression == Compression.NONE ? INLINE_BYTES : INLINE_COMPRESSED_BYTES;
    Grant known = grant;
    if (length <= inline) {
      Speech.Reading reading;
      try {
        reading = read(compression, true, known);
      } catch (RuntimeException e) {
        failed(e);
        return;
      }
      wasRead(reading);
    } else {
      lane.context
          .owner()
          .executeBlocking(() -> read(compression, false, known), false)
          .onSuccess(this::wasRead)
          .onFailure(this::failed);
    }
  }

  private Speech.Reading read(Compression compression, boolean onLoop, @Nullable Grant known) {
    int most = lane.settings.decode().maxBodyBytes();
    if (compression == Compression.NONE) {
      return speech.read(lane, onLoop, body.bytes(), body.length(), known);
    }
    return switch (compression.inflate(body.bytes(), body.length(), most)) {
      case Compression.Result.TooLarge tooLarge ->
          new Speech.Reading(known, new Decoded.Refused(tooLarge()));
      case Compression.Result.Broken broken ->
          new Speech.Reading(
              known,
              new Decoded.Refused(
                  Refusal.of(Problem.MALFORMED_BODY, "the compressed body is broken or cut off")));
      case Compression.Result.Inflated(byte[] inflated, int length) ->
          speech.read(lane, onLoop, inflated, length, known);
    };
  }

  private void wasRead(Speech.Reading reading) {
    grant = reading.grant();
    switch (reading.decoded()) {
      case Decoded.Refused(Refusal refusal) -> refuse(refusal);
      case Decoded.Events(DecodedEvents events) -> publish(events);
    }
  }

  private void publish(DecodedEvents events) {
    Grant known = granted();
    int count = events.accepted() + events.rejected().size();
    known.rate().charge(count, startNanos);
    for (Rejected bad : events.rejected()) {
      tell(known, bad.problem(), bad.reason(), bad.field());
    }
    Optional<Refusal> verdict = speech.verdict(events);
    if (verdict.isPresent()) {
      answerRefusal(verdict.get(), List.copyOf(events.rejected()));
      return;
    }
    int stored = events.accepted();
    // What was compressed weighs more from now on.
    int grown = stored == 0 ? 0 : (int) Math.max(0, events.end(stored - 1) - taken);
    if (!take(grown)) {
      refuse(overloaded());
      return;
    }
    Buffer reply = speech.reply(lane, events, body.length());
    if (stored == 0) {
      Answers.identify(request.response());
      ok(reply, 0, count);
      return;
    }
    lane.stamp.set(
        known.sender().appId(),
        lane.clock.millis(),
        events.sentAtMs(),
        known.sender().keepIp() ? lane.clientAddress(request) : "",
        known.sender().keepUserAgent() ? Lane.userAgent(request) : "");
    lane.writer.submit(
        events,
        lane.stamp,
        known.sender().appId(),
        Answers.identify(request.response()),
        outcome -> published(outcome, reply, stored, count - stored));
  }

  private void published(PublishOutcome outcome, Buffer reply, int accepted, int rejected) {
    switch (outcome) {
      case STORED -> ok(reply, accepted, rejected);
      case STREAM_FULL ->
          refuse(
              Refusal.retryable(
                  Problem.STREAM_FULL, "events wait to be read; send the same ids again", 5));
      case UNAVAILABLE ->
          refuse(
              Refusal.retryable(
                  Problem.STREAM_UNAVAILABLE,
                  "not every event was acknowledged in time; send the same ids again",
                  2));
    }
  }

  private void ok(Buffer reply, int accepted, int rejected) {
    answered = true;
    release();
    lane.metrics.events(accepted, rejected);
    lane.metrics.answered(operation, 200, System.nanoTime() - startNanos);
    speech.ok(request, reply);
  }

  /** Refuses the whole request, and tells who watches the app. */
  private void refuse(Refusal refusal) {
    if (grant != null) {
      tell(grant, refusal.problem(), refusal.detail(), null);
    }
    answerRefusal(refusal, List.of());
  }

  /** What the gateway itself lacks is no news of an app. */
  private void tell(Grant known, Problem problem, String detail, @Nullable String field) {
    if (problem.status() < 500) {
      lane.notices.tell(known.sender().appId(), problem.code(), detail, field);
    }
  }

  private void answerRefusal(Refusal refusal, List<Rejected> rejected) {
    answered = true;
    cancelTimer();
    release();
    lane.metrics.answered(operation, speech.status(refusal), System.nanoTime() - startNanos);
    speech.refuse(request, refusal, rejected);
  }

  /**
   * Answers while the body is still coming. What comes is thrown away, so that the client gets to
   * read the answer instead of a broken connection; but not for ever.
   */
  private void refuseBeforeEnd(Refusal refusal) {
    request.handler(discarded -> {});
    refuse(refusal);
    if (!request.isEnded()) {
      long timer = vertx().setTimer(DISCARD_MILLIS, late -> request.connection().close());
      request.endHandler(end -> vertx().cancelTimer(timer));
      request.exceptionHandler(gone -> vertx().cancelTimer(timer));
    }
  }

  /** The connection broke before the answer. */
  private void broken(Throwable cause) {
    cancelTimer();
    if (!answered) {
      answered = true;
      release();
      lane.metrics.answered(operation, 499, System.nanoTime() - startNanos);
      LOG.atDebug().addKeyValue("reason", String.valueOf(cause)).log("request_broken_off");
    }
  }

  private void failed(Throwable cause) {
    LOG.atError().setCause(cause).log("request_failed");
    refuse(Refusal.of(Problem.INTERNAL, "the request could not be handled"));
  }

  private boolean take(int bytes) {
    if (!lane.inFlight.tryTake(bytes)) {
      return false;
    }
    taken += bytes;
    return true;
  }

  private void release() {
    lane.inFlight.release(taken);
    taken = 0;
  }

  private void cancelTimer() {
    if (bodyTimer >= 0) {
      vertx().cancelTimer(bodyTimer);
      bodyTimer = -1;
    }
  }

  private Grant granted() {
    Grant known = grant;
    if (known == null) {
      throw new IllegalStateException("events were taken without a key");
    }
    return known;
  }

  private Vertx vertx() {
    return lane.context.owner();
  }

  private Refusal tooLarge() {
    return Admission.tooLarge(lane.settings.decode().maxBodyBytes());
  }

  private static Refusal overloaded() {
    return Refusal.retryable(Problem.OVERLOADED, "too many bytes wait for the stream", 1);
  }
}
