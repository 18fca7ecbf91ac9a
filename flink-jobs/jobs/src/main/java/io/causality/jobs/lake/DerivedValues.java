package io.causality.jobs.lake;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.causality.jobs.enrich.PageAddress;
import io.causality.proto.lake.LakeValues;
import io.causality.proto.v1.Campaign;
import io.causality.proto.v1.CustomEvent;
import io.causality.proto.v1.EventEnvelope;
import io.causality.proto.v1.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns that the archive computes. Pure functions. */
final class DerivedValues {
  /** By the number of the payload's field: options of descriptors are slow to read. */
  private static final Map<Integer, String> CATEGORIES =
      EventEnvelope.getDescriptor().getOneofs().stream()
          .filter(oneof -> oneof.getName().equals("payload"))
          .flatMap(oneof -> oneof.getFields().stream())
          .collect(
              Collectors.toMap(
                  FieldDescriptor::getNumber,
                  field -> field.getOptions().getExtension(Options.category)));

  private DerivedValues() {}

  /**
   * What fills a derived column.
   *
   * @throws IllegalArgumentException for a column that the archive does not know
   */
  static EventValue of(String column) {
    return switch (column) {
      case "event_name" -> row -> row.event().name();
      case "event_category" -> row -> category(row.event().payload());
      case "ts" -> row -> row.event().timeMs();
      case "person_id" -> row -> text(row.event().person());
      case "page_path" -> row -> row.address() == null ? null : row.address().path();
      case "utm_source" -> row -> campaign(row, column, Campaign::getSource);
      case "utm_medium" -> row -> campaign(row, column, Campaign::getMedium);
      case "utm_campaign" -> row -> campaign(row, column, Campaign::getName);
      case "utm_term" -> row -> campaign(row, column, Campaign::getTerm);
      case "utm_content" -> row -> campaign(row, column, Campaign::getContent);
      case "browser" -> row -> row.client().browser();
      case "os" -> row -> either(row.envelope().getOsName(), row.client().os());
      case "device_type" ->
          row -> either(row.envelope().getDeviceType(), row.client().deviceType());
      case "properties" -> DerivedValues::properties;
      case "stream_seq" -> row -> row.event().streamSeq();
      default -> throw new IllegalArgumentException("nothing derives the column " + column);
    };
  }

  /**
   * Group of an event.
   *
   * @param payload number of the payload's field
   */
  static String category(int payload) {
    String category = CATEGORIES.get(payload);
    if (category == null) {
      throw new IllegalArgumentException("no payload " + payload);
    }
    return category;
  }

  private static @Nullable String campaign(
      EventRow row, String parameter, Function<Campaign, String> said) {
    String value = said.apply(row.envelope().getCampaign());
    if (!value.isEmpty()) {
      return value;
    }
    PageAddress address = row.address();
    return address == null ? null : address.parameters().get(parameter);
  }

  /** Open properties and a custom event's parameters; of equal names the property stays. */
  private static @Nullable Object properties(EventRow row) {
    Map<String, String> text = new LinkedHashMap<>();
    CustomEvent custom = row.envelope().getCustomEvent();
    text.putAll(custom.getStringParamsMap());
    custom.getIntParamsMap().forEach((name, value) -> text.put(name, Long.toString(value)));
    custom.getFloatParamsMap().forEach((name, value) -> text.put(name, LakeValues.text(value)));
    custom.getBoolParamsMap().forEach((name, value) -> text.put(name, Boolean.toString(value)));
    row.envelope()
        .getPropertiesMap()
        .forEach(
            (name, value) -> {
              String property = LakeValues.text(value);
              if (property != null) {
                text.put(name, property);
              }
            });
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String either(String said, @Nullable String told) {
    return said.isEmpty() ? told : said;
  }

  private static @Nullable String text(String value) {
    return value.isEmpty() ? null : value;
  }
}
