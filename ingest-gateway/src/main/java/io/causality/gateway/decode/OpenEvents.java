package io.causality.gateway.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.causality.gateway.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Takes events in the open form one by one, from a dialect that puts them into its words. The same
 * rules hold as for bodies in the open form, and the same bytes come out. Reused from request to
 * request; not thread-safe.
 */
public final class OpenEvents {
  private final JsonEvent event;
  private final DecodedEvents events = new DecodedEvents();

  /** With scratch space of its own. */
  public OpenEvents(DecodeLimits limits) {
    event = new JsonEvent(limits);
  }

  /** Starts a new request. */
  public void begin() {
    events.clear();
  }

  /**
   * Takes the next event of the request.
   *
   * @param index place in the request
   * @param json the event as a JSON object, in the first {@code length} bytes
   */
  public void add(int index, byte[] json, int length, Sender sender) {
    try (JsonParser parser = JsonBodies.parser(json, 0, length)) {
      parser.nextToken();
      event.read(parser, json, length, index, sender, events);
    } catch (RejectedEvent e) {
      events.reject(index, event.id(), e.problem(), e.field(), String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      reject(
          index, "", "event", "holds what cannot be stored: nested too deep, or a number too long");
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /** Notes that the next event of the request cannot be read, and why. */
  public void reject(int index, String id, String field, String reason) {
    events.reject(index, id, Problem.INVALID_EVENT, field, field + ": " + reason);
  }

  /** When the client sent the request by its own clock, ms since the epoch. */
  public void sentAt(long ms) {
    events.sentAt(ms);
  }

  /** What was taken since {@link #begin}; valid until its next call. */
  public DecodedEvents events() {
    return events;
  }
}
