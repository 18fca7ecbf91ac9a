package io.causality.gateway.collect;

import io.causality.gateway.auth.Grant;
import io.causality.gateway.decode.Decoded;
import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.DecodedEvents.Rejected;
import io.causality.gateway.problem.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one request is read and answered: in the gateway's own forms, or in the dialect of another
 * product's clients. One for each request, confined to its loop but for {@link #read}.
 */
interface Speech {
  /**
   * A body that was read.
   *
   * @param grant of the request's key, wherever that stood; null where there is no valid one
   */
  record Reading(@Nullable Grant grant, Decoded decoded) {}

  /** Judges the head. */
  Admission admit(HttpServerRequest request, Lane lane, long nowNanos);

  /**
   * Reads the body, decompressed, in the first {@code length} bytes.
   *
   * @param onLoop whether this is the lane's own thread
   * @param grant by the head, null where the key was not there
   */
  Reading read(Lane lane, boolean onLoop, byte[] body, int length, @Nullable Grant grant);

  /** The refusal of a request for its bad events; empty where they do not stop the others. */
  Optional<Refusal> verdict(DecodedEvents events);

  /** The answer to a request whose accepted events will be stored. */
  Buffer reply(Lane lane, DecodedEvents events, int bodyBytes);

  /** Sends that answer. */
  void ok(HttpServerRequest request, Buffer reply);

  /** Status with which a refusal is answered. */
  int status(Refusal refusal);

  /**
   * Answers with a refusal.
   *
   * @param rejected the bad events, where they are the reason
   */
  void refuse(HttpServerRequest request, Refusal refusal, List<Rejected> rejected);
}
