package io.causality.gateway.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.causality.gateway.decode.DecodeLimits;
import io.causality.gateway.decode.Decoded;
import io.causality.gateway.decode.JsonBodies;
import io.causality.gateway.decode.OpenEvents;
import io.causality.gateway.decode.Sender;
import io.causality.gateway.problem.Problem;
import io.causality.gateway.problem.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies of any dialect in two steps, since their key may stand in them: {@link #open} finds
 * key, time and events, {@link #decode} turns the events into envelopes. Events are held as objects
 * one at a time, so that a large batch takes no more memory than its bytes.
 *
 * <p>Keeps scratch space; not thread-safe.
 */
public final class DialectReader {
  /** An event in JSON may be so many times larger than as it is stored. */
  private static final int JSON_FACTOR = 4;

  private final DecodeLimits limits;
  private final OpenEvents out;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);

  /** With scratch space of its own. */
  public DialectReader(DecodeLimits limits) {
    this.limits = limits;
    out = new OpenEvents(limits);
  }

  /** What became of a body in the first step. */
  public sealed interface Opened {
    /** It is JSON of the right shape. */
    record Body(DialectBody body) implements Opened {}

    /** It was refused as a whole. */
    record Refused(Refusal refusal) implements Opened {}
  }

  /**
   * Takes a body, decompressed, in its first {@code length} bytes. Never throws for bad input.
   *
   * @param query the request's parameters
   */
  public Opened open(Dialect dialect, byte[] body, int length, Map<String, String> query) {
    byte[] bytes = body;
    int size = length;
    if (FormBody.is(body, length)) {
      byte[] json = FormBody.json(body, length, limits.maxBodyBytes());
      if (json == null) {
        return refused(Problem.MALFORMED_BODY, "the form's data is broken or too large");
      }
      bytes = json;
      size = json.length;
    }
    Map<String, @Nullable Object> around = new LinkedHashMap<>();
    for (String name : dialect.parameters()) {
      if (query.containsKey(name)) {
        around.put(name, query.get(name));
      }
    }
    try (JsonParser json = JsonBodies.parser(bytes, 0, size)) {
      JsonToken first = json.nextToken();
      int events = -1;
      String array = "";
      if (first == JsonToken.START_ARRAY) {
        events = 0;
        json.skipChildren();
      } else if (first == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          JsonToken value = json.nextToken();
          if (value == JsonToken.START_ARRAY && dialect.arrays().contains(name)) {
            events = (int) json.currentTokenLocation().getByteOffset();
            array = name;
            json.skipChildren();
          } else {
            around.put(name, bounded(json, bytes, size));
          }
        }
      } else {
        return refused(Problem.INVALID_REQUEST, "the body must be a JSON object or array");
      }
      if (json.nextToken() != null) {
        return refused(Problem.MALFORMED_BODY, "there is something behind the end of the JSON");
      }
      Fields request = Fields.of(around);
      Fields firstEvent = events < 0 ? request : first(bytes, size, events);
      return new Opened.Body(
          new DialectBody(dialect.of(array), bytes, size, events, request, firstEvent));
    } catch (TooLargeException e) {
      return refused(Problem.INVALID_REQUEST, tooLarge());
    } catch (JsonProcessingException e) {
      return refused(Problem.MALFORMED_BODY, "not valid JSON, or nested too deep");
    } catch (IOException e) {
      // Also text that is not UTF-8.
      return refused(Problem.MALFORMED_BODY, "not valid JSON in UTF-8");
    }
  }

  /** The first event of a batch, where a key may stand; one that is too large is told later. */
  private Fields first(byte[] bytes, int size, int events) throws IOException {
    try (JsonParser json = JsonBodies.parser(bytes, events, size - events)) {
      json.nextToken();
      return json.nextToken() == JsonToken.START_OBJECT
          ? Fields.of(boundedAt(json, bytes, size, events))
          : Fields.NONE;
    } catch (TooLargeException | JsonProcessingException e) {
      return Fields.NONE;
    }
  }

  /** Turns the events of an opened body into envelopes; valid until the next call. */
  public Decoded decode(DialectBody body, Sender sender) {
    out.begin();
    out.sentAt(body.sentAtMs());
    if (body.single()) {
      one(body, body.request(), 0, sender);
      return new Decoded.Events(out.events());
    }
    byte[] bytes = body.bytes();
    int start = body.events();
    try (JsonParser json = JsonBodies.parser(bytes, start, body.length() - start)) {
      json.nextToken();
      int index = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (index == limits.maxEvents()) {
          return new Decoded.Refused(
              Refusal.of(
                  Problem.TOO_MANY_EVENTS,
                  "a batch holds at most " + limits.maxEvents() + " events"));
        }
        element(json, body, index++, sender);
      }
      return index == 0
          ? new Decoded.Refused(Refusal.of(Problem.INVALID_REQUEST, "must hold at least one event"))
          : new Decoded.Events(out.events());
    } catch (IOException e) {
      throw new UncheckedIOException("what was read once cannot be read again", e);
    }
  }

  private void element(JsonParser json, DialectBody body, int index, Sender sender)
      throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      out.reject(index, "", "event", "must be an object");
      return;
    }
    try {
      Object event = boundedAt(json, body.bytes(), body.length(), body.events());
      one(body, Fields.of(event), index, sender);
    } catch (TooLargeException e) {
      out.reject(index, "", "event", tooLarge());
    } catch (JsonProcessingException e) {
      // The outline was well-formed, its values are not.
      out.reject(index, "", "event", "holds a number that is too long, or broken text");
    }
  }

  private void one(DialectBody body, Fields event, int index, Sender sender) {
    OpenEvent open = new OpenEvent();
    try {
      body.dialect().map(body.request(), event, open);
    } catch (UnfitEvent e) {
      out.reject(index, open.id, e.field(), e.reason());
      return;
    }
    buffer.reset();
    try (JsonGenerator json = JsonBodies.FACTORY.createGenerator(buffer)) {
      open.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    byte[] json = buffer.toByteArray();
    out.add(index, json, json.length, sender);
  }

  private @Nullable Object bounded(JsonParser json, byte[] bytes, int size)
      throws IOException, TooLargeException {
    return boundedAt(json, bytes, size, 0);
  }

  /** The value at which a parser stands that began at {@code origin}, unless it is too large. */
  private @Nullable Object boundedAt(JsonParser json, byte[] bytes, int size, int origin)
      throws IOException, TooLargeException {
    if (!json.currentToken().isStructStart()) {
      return Fields.value(json);
    }
    int start = origin + (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    int end = origin + (int) json.currentLocation().getByteOffset();
    if ((long) end - start > (long) limits.maxEventBytes() * JSON_FACTOR) {
      throw new TooLargeException();
    }
    try (JsonParser again = JsonBodies.parser(bytes, start, size - start)) {
      again.nextToken();
      return Fields.value(again);
    }
  }

  private String tooLarge() {
    return "an event holds at most " + limits.maxEventBytes() + " bytes";
  }

  private static Opened refused(Problem problem, String detail) {
    return new Opened.Refused(Refusal.of(problem, detail));
  }

  private static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    private TooLargeException() {
      super("too large", null, false, false);
    }
  }
}
