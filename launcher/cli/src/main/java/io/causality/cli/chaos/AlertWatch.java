package io.causality.cli.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.causality.cli.portal.PortalClient;
import java.io.IOException;

/**
 * A rule that fires on one event of each batch, and the webhook that is told: what the detection
 * and the delivery promise, counted. The rule's lateness is long, since a fault holds events up.
 */
final class AlertWatch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LATENESS_SECONDS = 600;

  private final PortalClient portal;
  private final AlertReceiver receiver;
  private final String rule;

  private AlertWatch(PortalClient portal, AlertReceiver receiver, String rule) {
    this.portal = portal;
    this.receiver = receiver;
    this.rule = rule;
  }

  /** Makes webhook and rule in the run's app. */
  static AlertWatch start(PortalClient portal) throws IOException, InterruptedException {
    AlertReceiver receiver = AlertReceiver.start();
    ObjectNode webhook = JSON.createObjectNode().put("name", "chaos").put("url", receiver.url());
    webhook.put("app", ChaosRun.APP).put("allow_private", true);
    String target = portal.call("making a webhook", "/api/webhooks", webhook).get("id").asText();
    ObjectNode rule = JSON.createObjectNode().put("name", "chaos").put("scope", "device");
    rule.put("lateness_s", LATENESS_SECONDS);
    rule.putObject("when").putObject("match").put("event", ChaosLoad.ALARM);
    rule.putArray("actions").addObject().put("webhook", target);
    String id = portal.call("making a rule", rules(), rule).get("id").asText();
    return new AlertWatch(portal, receiver, id);
  }

  private static String rules() {
    return "/api/apps/" + ChaosRun.APP + "/rules";
  }

  /** Whether the job has taken the rule. */
  boolean running() throws IOException, InterruptedException {
    return portal
        .get("the rule", rules() + "/" + rule)
        .path("running")
        .path("state")
        .asText()
        .equals("running");
  }

  /** Accepted batches of which no alert has come. */
  long missing(ChaosLoad load) {
    long missing = 0;
    for (int client = 0; client < ChaosLoad.CLIENTS; client++) {
      for (long batch = 0; batch < load.batches(client); batch++) {
        missing += receiver.has(ChaosLoad.alarm(client, batch)) ? 0 : 1;
      }
    }
    return missing;
  }

  long events() {
    return receiver.events();
  }

  long doubled() {
    return receiver.doubled();
  }

  long deliveries() {
    return receiver.deliveries();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
