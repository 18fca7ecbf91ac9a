package io.causality.gateway.collect;

import io.causality.gateway.auth.Grant;
import io.causality.gateway.decode.Decoded;
import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.DecodedEvents.Rejected;
import io.causality.gateway.dialect.Dialect;
import io.causality.gateway.dialect.DialectBody;
import io.causality.gateway.dialect.DialectReader;
import io.causality.gateway.problem.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dialect. The key may stand in the body, so a request without one in its head is read first, and
 * content types say nothing: these clients send JSON under any of them.
 */
final class DialectSpeech implements Speech {
  private Dialect dialect;
  private boolean single;
  private @Nullable String headKey;
  private boolean browser;
  private Map<String, String> query = Map.of();

  DialectSpeech(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public Admission admit(HttpServerRequest request, Lane lane, long nowNanos) {
    headKey = Credentials.key(request);
    browser = request.headers().contains(HttpHeaders.ORIGIN);
    String parameters = request.query();
    if (parameters != null && !parameters.isEmpty()) {
      query = new HashMap<>();
      request
          .params()
          .forEach(parameter -> query.putIfAbsent(parameter.getKey(), parameter.getValue()));
    }
    return Admission.of(request, lane, nowNanos, null);
  }

  @Override
  public Reading read(Lane lane, boolean onLoop, byte[] body, int length, @Nullable Grant grant) {
    DialectReader reader = onLoop ? lane.ownDialects : new DialectReader(lane.settings.decode());
    switch (reader.open(dialect, body, length, query)) {
      case DialectReader.Opened.Refused(Refusal refusal) -> {
        return new Reading(grant, new Decoded.Refused(refusal));
      }
      case DialectReader.Opened.Body(DialectBody opened) -> {
        dialect = opened.dialect();
        single = opened.single();
        if (grant != null) {
          return new Reading(grant, reader.decode(opened, grant.sender()));
        }
        return byBodyKey(lane, reader, opened);
      }
    }
  }

  private Reading byBodyKey(Lane lane, DialectReader reader, DialectBody opened) {
    String key = opened.key().isEmpty() ? headKey : opened.key();
    return switch (Admission.byKey(lane, key, System.nanoTime(), "the request names no key")) {
      case Admission.Refused(Optional<Grant> known, Refusal refusal) ->
          new Reading(known.orElse(null), new Decoded.Refused(refusal));
      case Admission.Granted(Optional<Grant> granted) -> {
        Grant known = granted.orElseThrow();
        yield new Reading(known, reader.decode(opened, known.sender()));
      }
    };
  }

  @Override
  public Optional<Refusal> verdict(DecodedEvents events) {
    boolean refused = !events.rejected().isEmpty() && (single || dialect.allOrNothing());
    return refused ? Optional.of(dialect.refusal(events.rejected())) : Optional.empty();
  }

  @Override
  public Buffer reply(Lane lane, DecodedEvents events, int bodyBytes) {
    return Buffer.buffer(dialect.accepted(events, bodyBytes, lane.clock.millis()));
  }

  @Override
  public void ok(HttpServerRequest request, Buffer reply) {
    Answers.ok(request, BodyFormat.JSON, reply);
  }

  @Override
  public int status(Refusal refusal) {
    return dialect.status(refusal, browser);
  }

  @Override
  public void refuse(HttpServerRequest request, Refusal refusal, List<Rejected> rejected) {
    Answers.refuse(
        request,
        refusal,
        dialect.status(refusal, browser),
        dialect.refusedType(),
        requestId -> dialect.refused(refusal, rejected, requestId));
  }
}
