package io.causality.gateway.collect;

import io.causality.gateway.auth.Grant;
import io.causality.gateway.decode.BodyDecoder;
import io.causality.gateway.decode.BodyShape;
import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.DecodedEvents.Rejected;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The gateway's own forms, in JSON or protobuf; the reply comes in kind. */
final class OwnSpeech implements Speech {
  private final BodyShape shape;
  private BodyFormat format = BodyFormat.JSON;

  OwnSpeech(BodyShape shape) {
    this.shape = shape;
  }

  @Override
  public Admission admit(HttpServerRequest request, Lane lane, long nowNanos) {
    Admission admission =
        Admission.of(request, lane, nowNanos, "send X-API-Key, or Authorization: Bearer");
    BodyFormat sent = BodyFormat.of(request.headers().get(HttpHeaders.CONTENT_TYPE));
    if (admission instanceof Admission.Granted(Optional<Grant> grant) && sent == null) {
      return new Admission.Refused(
          grant,
          Refusal.of(
              Problem.UNSUPPORTED_MEDIA_TYPE,
              "send application/json, text/plain with JSON, or application/x-protobuf"));
    }
    format = sent == null ? BodyFormat.JSON : sent;
    return admission;
  }

  @Override
  public Reading read(Lane lane, boolean onLoop, byte[] body, int length, @Nullable Grant grant) {
    if (grant == null) {
      throw new IllegalStateException("let in without a key");
    }
    BodyDecoder decoder = onLoop ? lane.ownDecoder(format) : lane.decoder(format);
    return new Reading(grant, decoder.decode(body, length, shape, grant.sender()));
  }

  @Override
  public Optional<Refusal> verdict(DecodedEvents events) {
    if (shape == BodyShape.BATCH || events.rejected().isEmpty()) {
      return Optional.empty();
    }
    Rejected bad = events.rejected().getFirst();
    return Optional.of(Refusal.of(bad.problem(), bad.reason()));
  }

  @Override
  public Buffer reply(Lane lane, DecodedEvents events, int bodyBytes) {
    return switch (shape) {
      case SINGLE -> Replies.single(format, events.id(0));
      case BATCH -> Replies.batch(events).reply(format);
    };
  }

  @Override
  public void ok(HttpServerRequest request, Buffer reply) {
    Answers.ok(request, format, reply);
  }

  @Override
  public int status(Refusal refusal) {
    return refusal.problem().status();
  }

  @Override
  public void refuse(HttpServerRequest request, Refusal refusal, List<Rejected> rejected) {
    Answers.refuse(request, refusal);
  }
}
