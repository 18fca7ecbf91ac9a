package io.causality.jobs.lake;

import io.causality.jobs.archive.StreamEvent;
import io.causality.jobs.enrich.Client;
import io.causality.jobs.enrich.PageAddress;
import io.causality.jobs.enrich.UserAgents;
import io.causality.proto.v1.EventEnvelope;
import org.jspecify.annotations.Nullable;

/** An event while its row is written: parsed, and with what several columns derive from. */
final class EventRow {
  private final StreamEvent event;
  private final EventEnvelope envelope;
  private final UserAgents userAgents;
  private @Nullable PageAddress address;
  private @Nullable Client client;

  EventRow(StreamEvent event, UserAgents userAgents) {
    this(event, event.parse(), userAgents);
  }

  /** For an envelope that is parsed already: that of the event. */
  EventRow(StreamEvent event, EventEnvelope envelope, UserAgents userAgents) {
    this.event = event;
    this.envelope = envelope;
    this.userAgents = userAgents;
  }

  StreamEvent event() {
    return event;
  }

  EventEnvelope envelope() {
    return envelope;
  }

  /** Null without a page. */
  @Nullable PageAddress address() {
    if (address == null && !envelope.getPage().getUrl().isEmpty()) {
      address = PageAddress.of(envelope.getPage().getUrl());
    }
    return address;
  }

  Client client() {
    if (client == null) {
      client = userAgents.client(envelope.getUserAgent());
    }
    return client;
  }
}
