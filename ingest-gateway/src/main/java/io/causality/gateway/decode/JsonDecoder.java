package io.causality.gateway.decode;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Bodies in JSON: proto3 JSON and the open form, which may be mixed in one batch. */
public final class JsonDecoder implements BodyDecoder {
  private final DecodeLimits limits;
  private final JsonEvent event;
  private final DecodedEvents events = new DecodedEvents();

  /** A decoder with scratch space of its own. */
  public JsonDecoder(DecodeLimits limits) {
    this.limits = limits;
    event = new JsonEvent(limits);
  }

  @Override
  public Decoded decode(byte[] body, int length, BodyShape shape, Sender sender) {
    events.clear();
    try (JsonParser json = JsonBodies.parser(body, 0, length)) {
      Refusal refusal = body(json, body, length, shape, sender);
      if (refusal != null) {
        return new Decoded.Refused(refusal);
      }
      if (json.nextToken() != null) {
        return malformed("there is something behind the end of the JSON");
      }
      return new Decoded.Events(events);
    } catch (StreamConstraintsException e) {
      return malformed("nested more than " + JsonBodies.MAX_DEPTH + " deep, or a number too long");
    } catch (JsonProcessingException e) {
      return malformed("not valid JSON" + place(e));
    } catch (CharConversionException e) {
      return malformed("not valid UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private @Nullable Refusal body(
      JsonParser json, byte[] body, int length, BodyShape shape, Sender sender) throws IOException {
    if (json.nextToken() == null) {
      return Refusal.of(Problem.MALFORMED_BODY, "the body is empty");
    }
    if (json.currentToken() != START_OBJECT) {
      return Refusal.of(Problem.INVALID_REQUEST, "the body must be a JSON object");
    }
    return switch (shape) {
      case SINGLE -> single(json, body, length, sender);
      case BATCH -> batch(json, body, length, sender);
    };
  }

  private @Nullable Refusal single(JsonParser json, byte[] body, int length, Sender sender)
      throws IOException {
    boolean seen = false;
    while (json.nextToken() == FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (!seen && isEventItself(json, name, body, length)) {
        withoutWrapper(json, body, length, sender);
        return null;
      }
      if (!name.equals("event")) {
        return Refusal.of(Problem.INVALID_REQUEST, shorten(name) + ": unknown field");
      }
      if (seen) {
        return Refusal.of(Problem.INVALID_REQUEST, "event: is there twice");
      }
      seen = true;
      one(json, body, length, 0, sender);
    }
    return seen ? null : Refusal.of(Problem.INVALID_REQUEST, "event: is required");
  }

  /** The body is the event: it is read from its start, and the first parser goes to its end. */
  private void withoutWrapper(JsonParser json, byte[] body, int length, Sender sender)
      throws IOException {
    try (JsonParser event = JsonBodies.parser(body, 0, length)) {
      event.nextToken();
      one(event, body, length, 0, sender);
    }
    while (json.getParsingContext().getParent() != null) {
      json.nextToken();
    }
  }

  private @Nullable Refusal batch(JsonParser json, byte[] body, int length, Sender sender)
      throws IOException {
    boolean seen = false;
    while (json.nextToken() == FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "events" -> {
          if (seen) {
            return Refusal.of(Problem.INVALID_REQUEST, "events: is there twice");
          }
          seen = true;
          if (json.currentToken() != START_ARRAY) {
            return Refusal.of(Problem.INVALID_REQUEST, "events: must be an array");
          }
          int index = 0;
          while (json.nextToken() != END_ARRAY) {
            if (index == limits.maxEvents()) {
              return Refusal.of(
                  Problem.TOO_MANY_EVENTS,
                  "a batch holds at most " + limits.maxEvents() + " events");
            }
            one(json, body, length, index++, sender);
          }
          if (index == 0) {
            return Refusal.of(Problem.INVALID_REQUEST, "events: must hold at least one event");
          }
        }
        case "sentAt", "sent_at" -> {
          try {
            events.sentAt(sentAt(json, name));
          } catch (RejectedEvent e) {
            return Refusal.of(Problem.INVALID_REQUEST, String.valueOf(e.getMessage()));
          }
        }
        default -> {
          return Refusal.of(Problem.INVALID_REQUEST, shorten(name) + ": unknown field");
        }
      }
    }
    return seen ? null : Refusal.of(Problem.INVALID_REQUEST, "events: is required");
  }

  /** Reads one event; where it breaks a rule, goes to its end and notes why. */
  private void one(JsonParser json, byte[] body, int length, int index, Sender sender)
      throws IOException {
    JsonStreamContext around = json.getParsingContext();
    if (json.currentToken() == START_OBJECT || json.currentToken() == START_ARRAY) {
      around = around.getParent();
    }
    try {
      event.read(json, body, length, index, sender, events);
    } catch (RejectedEvent e) {
      while (json.getParsingContext() != around) {
        json.nextToken();
      }
      events.reject(index, event.id(), e.problem(), e.field(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Whether the body of a single request is an event in the open form without a wrapper, told at
   * its first field.
   */
  private static boolean isEventItself(JsonParser first, String name, byte[] body, int length)
      throws IOException {
    if (name.equals("event")) {
      return first.currentToken() == VALUE_STRING;
    }
    try (JsonParser json = JsonBodies.parser(body, 0, length)) {
      json.nextToken();
      while (json.nextToken() == FIELD_NAME) {
        boolean event = json.currentName().equals("event");
        json.nextToken();
        if (event) {
          return json.currentToken() == VALUE_STRING;
        }
        json.skipChildren();
      }
      return false;
    }
  }

  private static long sentAt(JsonParser json, String name) throws IOException, RejectedEvent {
    if (json.currentToken() == VALUE_NULL) {
      return 0;
    }
    return JsonEvent.timestamp(json, name);
  }

  private static Decoded malformed(String detail) {
    return new Decoded.Refused(Refusal.of(Problem.MALFORMED_BODY, detail));
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
  }

  private static String shorten(String name) {
    return name.length() <= 80 ? name : name.substring(0, 77) + "...";
  }
}
