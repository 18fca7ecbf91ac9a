package io.causality.gateway.decode;

import io.causality.proto.v1.EventEnvelope;

/** Wire tags of the envelope's fields that the gateway writes by hand. */
final class EnvelopeFields {
  static final int ID = text(EventEnvelope.ID_FIELD_NUMBER);
  static final int DEVICE_ID = text(EventEnvelope.DEVICE_ID_FIELD_NUMBER);
  static final int USER_ID = text(EventEnvelope.USER_ID_FIELD_NUMBER);
  static final int SESSION_ID = text(EventEnvelope.SESSION_ID_FIELD_NUMBER);
  static final int CORRELATION_ID = text(EventEnvelope.CORRELATION_ID_FIELD_NUMBER);
  static final int DEVICE_CONTEXT = text(EventEnvelope.DEVICE_CONTEXT_FIELD_NUMBER);
  static final int PROPERTIES = text(EventEnvelope.PROPERTIES_FIELD_NUMBER);
  static final int TRAITS = text(EventEnvelope.TRAITS_FIELD_NUMBER);
  static final int TRAITS_ONCE = text(EventEnvelope.TRAITS_ONCE_FIELD_NUMBER);
  static final int LIBRARY = text(EventEnvelope.LIBRARY_FIELD_NUMBER);
  static final int PAGE = text(EventEnvelope.PAGE_FIELD_NUMBER);
  static final int CAMPAIGN = text(EventEnvelope.CAMPAIGN_FIELD_NUMBER);
  static final int IP = text(EventEnvelope.IP_FIELD_NUMBER);
  static final int USER_AGENT = text(EventEnvelope.USER_AGENT_FIELD_NUMBER);
  static final int COUNTRY = text(EventEnvelope.COUNTRY_FIELD_NUMBER);
  static final int DEVICE_TYPE = text(EventEnvelope.DEVICE_TYPE_FIELD_NUMBER);
  static final int OS_NAME = text(EventEnvelope.OS_NAME_FIELD_NUMBER);
  static final int TIMESTAMP_MS =
      WireBuffer.tag(EventEnvelope.TIMESTAMP_MS_FIELD_NUMBER, WireBuffer.VARINT);

  private EnvelopeFields() {}

  private static int text(int number) {
    return WireBuffer.tag(number, WireBuffer.LENGTH_DELIMITED);
  }
}
