package io.causality.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.causality.cli.portal.AppKeys;
import io.causality.cli.portal.PortalClient;
import io.causality.cli.settings.DataFolder;
import io.causality.cli.settings.Secrets;
import io.causality.cli.supervise.Urls;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** What {@code up} tells a newcomer: addresses, a first app's key, and a line to try. */
final class Welcome {
  private static final String FIRST_APP = "demo";

  private final DataFolder data;
  private final Secrets secrets;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  Welcome(DataFolder data, Secrets secrets, PrintWriter out, PrintWriter err, boolean json) {
    this.data = data;
    this.secrets = secrets;
    this.out = out;
    this.err = err;
    this.json = json;
  }

  void print(Urls urls) {
    String key;
    try {
      PortalClient portal = new PortalClient(urls.portal(), secrets.adminToken());
      key = new AppKeys(data, portal, err).get(FIRST_APP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted");
    }
    if (json) {
      out.println(document(urls, key));
    } else {
      text(urls, key);
    }
    out.flush();
  }

  private String document(Urls urls, String key) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document.put("ready", true);
    document
        .putObject("urls")
        .put("gateway", urls.gateway())
        .put("management", urls.management())
        .put("portal", urls.portal());
    document.put("app", FIRST_APP).put("key", key);
    if (secrets.made()) {
      document
          .putObject("admin")
          .put("email", secrets.adminEmail())
          .put("password", secrets.adminPassword())
          .put("token", secrets.adminToken());
    }
    return document.toString();
  }

  private void text(Urls urls, String key) {
    out.println();
    out.println("  events in   " + urls.gateway());
    out.println("  portal      " + urls.portal());
    out.println("  app         " + FIRST_APP + ", key " + key);
    if (secrets.made()) {
      out.println(
          "  admin       " + secrets.adminEmail() + ", password " + secrets.adminPassword());
      out.println("  API token   " + secrets.adminToken());
      out.println("              (shown this once; kept in " + data.root() + ")");
    }
    out.println();
    out.println("Try:");
    out.println(
        "  curl -s %s/v1/events/ingest -H 'X-API-Key: %s' -d '{\"event\":{\"event\":\"hello\",\"deviceId\":\"me\"}}'"
            .formatted(urls.gateway(), key));
    out.println(
        "  ./causality sql \"SELECT event_name, count(*) FROM events GROUP BY 1\" --app "
            + FIRST_APP);
    out.println();
  }
}
