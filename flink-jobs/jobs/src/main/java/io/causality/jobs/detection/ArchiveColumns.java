package io.causality.jobs.detection;

import io.causality.jobs.enrich.Client;
import io.causality.jobs.enrich.PageAddress;
import io.causality.jobs.enrich.UserAgents;
import io.causality.proto.v1.Campaign;
import io.causality.proto.v1.EventEnvelope;
import io.causality.rules.event.Enrichment;
import org.jspecify.annotations.Nullable;

/** What the archive derives from page addresses and user agents. Not thread-safe. */
final class ArchiveColumns implements Enrichment {
  private final UserAgents userAgents = new UserAgents();

  @Override
  public @Nullable Object value(EventEnvelope envelope, String column) {
    return switch (column) {
      case "page_path" -> {
        PageAddress address = address(envelope);
        yield address == null ? null : address.path();
      }
      case "utm_source" -> campaign(envelope, column, campaignOf(envelope).getSource());
      case "utm_medium" -> campaign(envelope, column, campaignOf(envelope).getMedium());
      case "utm_campaign" -> campaign(envelope, column, campaignOf(envelope).getName());
      case "utm_term" -> campaign(envelope, column, campaignOf(envelope).getTerm());
      case "utm_content" -> campaign(envelope, column, campaignOf(envelope).getContent());
      case "browser" -> client(envelope).browser();
      case "os" -> either(envelope.getOsName(), client(envelope).os());
      case "device_type" -> either(envelope.getDeviceType(), client(envelope).deviceType());
      default -> null;
    };
  }

  private static Campaign campaignOf(EventEnvelope envelope) {
    return envelope.getCampaign();
  }

  private static @Nullable PageAddress address(EventEnvelope envelope) {
    String url = envelope.getPage().getUrl();
    return url.isEmpty() ? null : PageAddress.of(url);
  }

  private static @Nullable String campaign(EventEnvelope envelope, String parameter, String said) {
    if (!said.isEmpty()) {
      return said;
    }
    PageAddress address = address(envelope);
    return address == null ? null : address.parameters().get(parameter);
  }

  private Client client(EventEnvelope envelope) {
    return userAgents.client(envelope.getUserAgent());
  }

  private static @Nullable String either(String said, @Nullable String told) {
    return said.isEmpty() ? told : said;
  }
}
