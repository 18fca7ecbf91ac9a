package io.causality.gateway.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.DecodedEvents.Rejected;
import io.causality.gateway.decode.JsonBodies;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.ProblemJson;
import io.causality.gateway.problem.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * What is particular to the clients of one product: where their events, keys and times stand, what
 * they mean in the open form, and which answers they understand. Stateless; thread-safe.
 */
public abstract sealed class Dialect permits Segment, PostHog, Amplitude, SlashBatch {
  /** The names under which a body holds its events; a body without is one event. */
  abstract Set<String> arrays();

  /** Query parameters that count as if the body held them. */
  Set<String> parameters() {
    return Set.of();
  }

  /** The dialect of a body that holds its events under that name, empty for none. */
  Dialect of(String array) {
    return this;
  }

  /** The key that a body names, empty without one. */
  abstract String key(Fields request, Fields firstEvent);

  /** When the client sent the body by its own clock, ms since the epoch; 0 for unknown. */
  abstract long sentAtMs(Fields request, Fields firstEvent);

  /**
   * Puts an event into the words of the open form.
   *
   * @param request the body around the events; the event itself where the body is one event
   */
  abstract void map(Fields request, Fields event, OpenEvent open) throws UnfitEvent;

  /** Whether one bad event refuses the whole request, so that nothing of it is stored. */
  public boolean allOrNothing() {
    return false;
  }

  /**
   * Status of a refusal, such that the clients try again where that helps.
   *
   * @param browser whether a web page sent the request
   */
  public int status(Refusal refusal, boolean browser) {
    return refusal.problem().status();
  }

  /** Content type of {@link #refused}. */
  public String refusedType() {
    return ProblemJson.CONTENT_TYPE;
  }

  /**
   * Body of a refusal.
   *
   * @param rejected the bad events, where they are the reason
   */
  public String refused(Refusal refusal, List<Rejected> rejected, String requestId) {
    return ProblemJson.render(refusal, requestId);
  }

  /** Body of the answer to a request whose accepted events are stored. */
  public abstract String accepted(DecodedEvents events, int bodyBytes, long nowMs);

  /** The refusal of a request whose one event is bad, or one of whose events is. */
  public final Refusal refusal(List<Rejected> rejected) {
    Rejected bad = rejected.getFirst();
    return Refusal.of(bad.problem(), bad.reason());
  }

  /** Writes a JSON object. */
  static String json(Content content) {
    StringWriter text = new StringWriter(128);
    try (JsonGenerator json = JsonBodies.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  /** The bad events of a batch that was taken otherwise: for people, clients do not read it. */
  static void rejected(JsonGenerator json, List<Rejected> rejected) throws IOException {
    if (rejected.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("rejected");
    for (Rejected bad : rejected) {
      json.writeStartObject();
      json.writeNumberField("index", bad.index());
      json.writeStringField("error", bad.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Fields of an object. */
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /** Whether the same request may be taken later. */
  static boolean passing(Problem problem) {
    return problem == Problem.RATE_LIMITED
        || problem == Problem.BODY_TIMEOUT
        || problem.status() >= 500;
  }
}
