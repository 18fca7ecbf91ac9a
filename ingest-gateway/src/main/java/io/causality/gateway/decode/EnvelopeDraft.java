package io.causality.gateway.decode;

import static io.causality.gateway.decode.EnvelopeFields.CORRELATION_ID;
import static io.causality.gateway.decode.EnvelopeFields.DEVICE_CONTEXT;
import static io.causality.gateway.decode.EnvelopeFields.DEVICE_ID;
import static io.causality.gateway.decode.EnvelopeFields.ID;
import static io.causality.gateway.decode.EnvelopeFields.SESSION_ID;
import static io.causality.gateway.decode.EnvelopeFields.TIMESTAMP_MS;
import static io.causality.gateway.decode.EnvelopeFields.USER_ID;

/**
 * What is known of an event while it is read, whatever form it came in, and the rules that hold
 * between its fields. Reused from event to event.
 */
final class EnvelopeDraft {
  String id = "";
  String idempotencyKey = "";
  String appId = "";
  String deviceId = "";
  String contextDeviceId = "";
  String userId = "";
  String sessionId = "";
  String correlationId = "";
  long timestampMs;
  final PayloadTexts payload = new PayloadTexts();

  /** Device fields, which come from several places of the open form. */
  final WireBuffer device = new WireBuffer(256);

  void clear() {
    id = "";
    idempotencyKey = "";
    appId = "";
    deviceId = "";
    contextDeviceId = "";
    userId = "";
    sessionId = "";
    correlationId = "";
    timestampMs = 0;
    payload.clear();
    device.truncate(0);
  }

  /** Checks the rules, writes the remaining fields and hands the event over. */
  void finish(int index, Sender sender, DecodeLimits limits, DecodedEvents out)
      throws RejectedEvent {
    if (!appId.isEmpty() && !appId.equals(sender.appId())) {
      throw RejectedEvent.wrongApp("the key belongs to another app");
    }
    if (id.isEmpty()) {
      id = idempotencyKey.isEmpty() ? EventIds.make() : idempotencyKey;
    }
    if (deviceId.isEmpty()) {
      deviceId = contextDeviceId;
    }
    if (userId.isEmpty()) {
      userId = payload.userId;
    }
    if (deviceId.isEmpty() && userId.isEmpty()) {
      throw RejectedEvent.of("userId", "userId or deviceId is required");
    }
    WireBuffer wire = out.wire();
    int start = out.start(out.accepted());
    wire.writeString(ID, id);
    if (!deviceId.isEmpty()) {
      wire.writeString(DEVICE_ID, deviceId);
    }
    if (!userId.isEmpty()) {
      wire.writeString(USER_ID, userId);
    }
    if (!sessionId.isEmpty()) {
      wire.writeString(SESSION_ID, sessionId);
    }
    if (!correlationId.isEmpty()) {
      wire.writeString(CORRELATION_ID, correlationId);
    }
    if (timestampMs != 0) {
      wire.writeVarint(TIMESTAMP_MS);
      wire.writeVarint(timestampMs);
    }
    if (device.size() > 0) {
      int mark = wire.begin(DEVICE_CONTEXT);
      wire.write(device.array(), 0, device.size());
      wire.end(mark);
    }
    if (wire.size() - start > limits.maxEventBytes()) {
      throw RejectedEvent.of("event", "is larger than " + limits.maxEventBytes() + " bytes");
    }
    out.accept(
        index,
        id,
        Partitions.of(sender.appId(), deviceId, userId, limits.partitions()),
        timestampMs);
  }
}
