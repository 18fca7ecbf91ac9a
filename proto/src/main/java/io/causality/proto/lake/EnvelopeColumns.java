package io.causality.proto.lake;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The columns that every event has, before and after those of the payloads. */
final class EnvelopeColumns {
  private static final LakeType VARCHAR = new LakeType.Varchar();
  private static final LakeType TIMESTAMP = new LakeType.TimestampMillis();

  private final Descriptor envelope;
  private final Comments comments;

  private EnvelopeColumns(Descriptor envelope, Comments comments) {
    this.envelope = envelope;
    this.comments = comments;
  }

  static List<LakeColumn> before(Descriptor envelope, Comments comments) {
    EnvelopeColumns columns = new EnvelopeColumns(envelope, comments);
    return Stream.of(
            columns.identity().stream(), columns.device().stream(), columns.context().stream())
        .flatMap(part -> part)
        .toList();
  }

  static List<LakeColumn> after(Descriptor envelope, Comments comments) {
    EnvelopeColumns columns = new EnvelopeColumns(envelope, comments);
    return List.of(
        derived(
            "properties",
            new LakeType.MapOfVarchar(),
            "Properties that have no column of their own, as text: element_at(properties, 'plan') is"
                + " null where it is missing. Numbers are in shortest form (10.0 is '10'), booleans"
                + " 'true' and 'false'."),
        columns.field("traits", "traits"),
        columns.field("traits_once", "traits_once"),
        columns.field("clock_skew_ms", "clock_skew_ms"),
        columns.field("timestamp_replaced", "timestamp_replaced"),
        derived(
            "stream_seq",
            new LakeType.Bigint(),
            "Order of arrival: unique, and orders events of equal ts."));
  }

  private List<LakeColumn> identity() {
    FieldDescriptor received = find(envelope, "received_at_ms");
    return List.of(
        field("event_id", "id"),
        derived(
            "event_name",
            VARCHAR,
            "What happened: the name of the typed event, e.g. screen_view, or the name that an open"
                + " event was sent with."),
        derived(
            "event_category",
            VARCHAR,
            "Group of the event: user, screen, interaction, commerce, system; custom for open"
                + " events."),
        derived(
            "ts",
            TIMESTAMP,
            "Event time, UTC: the client's timestamp on the gateway's clock, or received_at where"
                + " the client gave none or one more than 24 h ahead."),
        new LakeColumn(
            "received_at",
            TIMESTAMP,
            "When the gateway accepted the event, UTC.",
            new Source.EnvelopeField(List.of(received))),
        field("device_id", "device_id"),
        field("user_id", "user_id"),
        derived(
            "person_id",
            VARCHAR,
            "The person: the event's user; without one the user to whom the device was linked last"
                + " at or before ts, else the one linked first later, else the device."),
        field("session_id", "session_id"),
        field("correlation_id", "correlation_id"));
  }

  /** Every field of the device context is a column of its own name. */
  private List<LakeColumn> device() {
    FieldDescriptor context = find(envelope, "device_context");
    List<LakeColumn> columns = new ArrayList<>();
    for (FieldDescriptor field : context.getMessageType().getFields()) {
      columns.add(
          new LakeColumn(
              field.getName(),
              FieldTypes.of(field),
              FieldTypes.comment(field, comments),
              new Source.EnvelopeField(List.of(context, field))));
    }
    return columns;
  }

  private List<LakeColumn> context() {
    return List.of(
        field("page_url", "page", "url"),
        derived("page_path", VARCHAR, "Path of page_url, without query; null without a page."),
        field("page_referrer", "page", "referrer"),
        field("page_title", "page", "title"),
        campaign("source"),
        campaign("medium"),
        campaign("campaign"),
        campaign("term"),
        campaign("content"),
        derived(
            "browser", VARCHAR, "Name of the browser, told from the user agent; null if unknown."),
        derived(
            "os",
            VARCHAR,
            "Operating system, as the client says or told from the user agent; null if unknown."),
        derived(
            "device_type",
            VARCHAR,
            "mobile, tablet, desktop, bot or what the client says, else told from the user agent;"
                + " null if unknown."),
        field("country", "country"),
        field("ip", "ip"),
        field("user_agent", "user_agent"),
        field("library_name", "library", "name"),
        field("library_version", "library", "version"));
  }

  private static LakeColumn campaign(String parameter) {
    return derived(
        "utm_" + parameter,
        VARCHAR,
        "utm_"
            + parameter
            + " of the campaign: as the client says, else from the query of page_url; null if"
            + " unknown.");
  }

  private LakeColumn field(String name, String... steps) {
    List<FieldDescriptor> path = new ArrayList<>();
    Descriptor message = envelope;
    for (String step : steps) {
      FieldDescriptor field = find(message, step);
      path.add(field);
      if (path.size() < steps.length) {
        message = field.getMessageType();
      }
    }
    FieldDescriptor last = path.get(path.size() - 1);
    return new LakeColumn(
        name,
        FieldTypes.of(last),
        FieldTypes.comment(last, comments),
        new Source.EnvelopeField(path));
  }

  private static FieldDescriptor find(Descriptor message, String name) {
    FieldDescriptor field = message.findFieldByName(name);
    if (field == null) {
      throw new IllegalArgumentException("no field " + name + " in " + message.getFullName());
    }
    return field;
  }

  private static LakeColumn derived(String name, LakeType type, String comment) {
    return new LakeColumn(name, type, comment, new Source.Derived(name));
  }
}
