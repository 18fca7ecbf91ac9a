package io.causality.rules.event;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.causality.proto.Events;
import io.causality.proto.lake.LakeColumn;
import io.causality.proto.lake.LakeValues;
import io.causality.proto.lake.Source;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event of the stream. Not thread-safe. */
public final class EnvelopeEvent extends RuleEvent {
  private static final int PROPERTIES = EventColumns.number("properties").orElseThrow();
  private static final int TRAITS = EventColumns.number("traits").orElseThrow();
  private static final int TRAITS_ONCE = EventColumns.number("traits_once").orElseThrow();

  /** Where a payload's column lies in the envelope, by column and the payload's number. */
  private static final List<Map<Integer, List<FieldDescriptor>>> PAYLOAD_PATHS =
      EventColumns.all().stream().map(EnvelopeEvent::payloadPaths).toList();

  private final EventEnvelope envelope;
  private final String personId;
  private final long streamSeq;
  private final Enrichment enrichment;
  private final String name;

  /**
   * Takes an event of the stream.
   *
   * @param personId as the identity resolves it; empty where there is none
   * @param streamSeq the event's place in the stream
   */
  public EnvelopeEvent(
      EventEnvelope envelope, String personId, long streamSeq, Enrichment enrichment) {
    this.envelope = envelope;
    this.personId = personId;
    this.streamSeq = streamSeq;
    this.enrichment = enrichment;
    this.name = Events.name(envelope);
  }

  private static Map<Integer, List<FieldDescriptor>> payloadPaths(LakeColumn column) {
    Map<Integer, List<FieldDescriptor>> paths = new HashMap<>();
    if (column.source() instanceof Source.PayloadField field) {
      field
          .paths()
          .forEach(
              (payload, path) -> {
                List<FieldDescriptor> whole = new ArrayList<>();
                whole.add(payload);
                whole.addAll(path);
                paths.put(payload.getNumber(), whole);
              });
    }
    return paths;
  }

  @Override
  public String appId() {
    return envelope.getAppId();
  }

  @Override
  public String eventId() {
    return envelope.getId();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long timeMs() {
    return Events.timeMs(envelope);
  }

  @Override
  public long streamSeq() {
    return streamSeq;
  }

  @Override
  public String personId() {
    return personId;
  }

  @Override
  public String deviceId() {
    return envelope.getDeviceId();
  }

  @Override
  public @Nullable String entry(int column, String key) {
    if (column == PROPERTIES) {
      Value value = envelope.getPropertiesMap().get(key);
      String text = value == null ? null : LakeValues.text(value);
      return text == null ? parameter(envelope.getCustomEvent(), key) : text;
    } else if (column == TRAITS || column == TRAITS_ONCE) {
      Value value =
          (column == TRAITS ? envelope.getTraitsMap() : envelope.getTraitsOnceMap()).get(key);
      return value == null ? null : LakeValues.text(value);
    }
    Object map = column(column);
    return map == null ? null : (String) ((Map<?, ?>) map).get(key);
  }

  /** A custom event's parameter; of equal names the last of text, whole, other number, boolean. */
  private static @Nullable String parameter(CustomEvent event, String key) {
    if (event.getBoolParamsMap().containsKey(key)) {
      return Boolean.toString(event.getBoolParamsOrThrow(key));
    } else if (event.getFloatParamsMap().containsKey(key)) {
      return LakeValues.text(event.getFloatParamsOrThrow(key));
    } else if (event.getIntParamsMap().containsKey(key)) {
      return Long.toString(event.getIntParamsOrThrow(key));
    }
    return event.getStringParamsMap().get(key);
  }

  @Override
  @Nullable Object read(int column) {
    Source source = EventColumns.at(column).source();
    if (source instanceof Source.PayloadField) {
      List<FieldDescriptor> path =
          PAYLOAD_PATHS.get(column).get(envelope.getPayloadCase().getNumber());
      return path == null ? null : LakeValues.at(envelope, path);
    } else if (source instanceof Source.EnvelopeField field) {
      return LakeValues.at(envelope, field.path());
    }
    String derived = EventColumns.at(column).name();
    return switch (derived) {
      case "event_name" -> name;
      case "event_category" -> Events.category(envelope);
      case "ts" -> timeMs();
      case "person_id" -> personId.isEmpty() ? null : personId;
      case "stream_seq" -> streamSeq;
      case "properties" -> properties();
      default -> enrichment.value(envelope, derived);
    };
  }

  private @Nullable Object properties() {
    Map<String, String> text = new LinkedHashMap<>();
    CustomEvent custom = envelope.getCustomEvent();
    text.putAll(custom.getStringParamsMap());
    custom.getIntParamsMap().forEach((key, value) -> text.put(key, Long.toString(value)));
    custom.getFloatParamsMap().forEach((key, value) -> text.put(key, LakeValues.text(value)));
    custom.getBoolParamsMap().forEach((key, value) -> text.put(key, Boolean.toString(value)));
    envelope
        .getPropertiesMap()
        .forEach(
            (key, value) -> {
              String property = LakeValues.text(value);
              if (property != null) {
                text.put(key, property);
              }
            });
    return text.isEmpty() ? null : text;
  }
}
