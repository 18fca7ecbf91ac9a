package io.causality.gateway.collect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.DecodedEvents.Rejected;
import io.causality.proto.v1.IngestEventBatchResponse;
import io.causality.proto.v1.IngestEventResponse;
import io.causality.proto.v1.IngestEventResult;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The bodies of successful replies, in JSON by hand, as there is one for each request. */
final class Replies {
  private static final String ACCEPTED = "accepted";
  private static final String REJECTED = "rejected";
  private static final JsonStringEncoder ESCAPE = JsonStringEncoder.getInstance();

  private Replies() {}

  /** Reply to a single event. */
  static Buffer single(BodyFormat format, String eventId) {
    return switch (format) {
      case JSON -> {
        StringBuilder json = new StringBuilder(80);
        json.append("{\"eventId\":\"");
        escape(eventId, json);
        yield Buffer.buffer(json.append("\",\"status\":\"accepted\"}").toString());
      }
      case PROTOBUF ->
          Buffer.buffer(
              IngestEventResponse.newBuilder()
                  .setEventId(eventId)
                  .setStatus(ACCEPTED)
                  .build()
                  .toByteArray());
    };
  }

  /** Takes the results of a batch, since the decoder's own are reused before the reply is due. */
  static BatchResult batch(DecodedEvents events) {
    int accepted = events.accepted();
    int[] indexes = new int[accepted];
    String[] ids = new String[accepted];
    for (int event = 0; event < accepted; event++) {
      indexes[event] = events.index(event);
      ids[event] = events.id(event);
    }
    return new BatchResult(indexes, ids, List.copyOf(events.rejected()));
  }

  /** Results of a batch whose accepted events are about to be stored. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
  record BatchResult(int[] indexes, String[] ids, List<Rejected> rejected) {
    Buffer reply(BodyFormat format) {
      return switch (format) {
        case JSON -> json();
        case PROTOBUF -> protobuf();
      };
    }

    private Buffer json() {
      StringBuilder json = new StringBuilder(96 + 80 * (ids.length + rejected.size()));
      json.append("{\"acceptedCount\":").append(ids.length);
      json.append(",\"rejectedCount\":").append(rejected.size());
      json.append(",\"results\":[");
      int nextRejected = 0;
      for (int place = 0; place < ids.length + rejected.size(); place++) {
        if (place > 0) {
          json.append(',');
        }
        json.append("{\"index\":").append(place).append(",\"eventId\":\"");
        if (nextRejected < rejected.size() && rejected.get(nextRejected).index() == place) {
          Rejected bad = rejected.get(nextRejected++);
          escape(bad.eventId(), json);
          json.append("\",\"status\":\"rejected\",\"error\":\"");
          escape(error(bad), json);
        } else {
          escape(ids[place - nextRejected], json);
          json.append("\",\"status\":\"accepted");
        }
        json.append("\"}");
      }
      return Buffer.buffer(json.append("]}").toString());
    }

    private Buffer protobuf() {
      IngestEventBatchResponse.Builder reply =
          IngestEventBatchResponse.newBuilder()
              .setAcceptedCount(ids.length)
              .setRejectedCount(rejected.size());
      int nextRejected = 0;
      for (int place = 0; place < ids.length + rejected.size(); place++) {
        IngestEventResult.Builder result = reply.addResultsBuilder().setIndex(place);
        if (nextRejected < rejected.size() && rejected.get(nextRejected).index() == place) {
          Rejected bad = rejected.get(nextRejected++);
          result.setEventId(bad.eventId()).setStatus(REJECTED).setError(error(bad));
        } else {
          result.setEventId(ids[place - nextRejected]).setStatus(ACCEPTED);
        }
      }
      return Buffer.buffer(reply.build().toByteArray());
    }

    private static String error(Rejected bad) {
      return "event " + bad.index() + ": " + bad.reason();
    }
  }

  private static void escape(String text, StringBuilder json) {
    ESCAPE.quoteAsString(text, json);
  }
}
