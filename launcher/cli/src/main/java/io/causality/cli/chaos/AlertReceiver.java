package io.causality.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A webhook's receiver that remembers which alert came for which event. Thread-safe. */
final class AlertReceiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Set<String>> alertsByEvent = new ConcurrentHashMap<>();
  private final AtomicLong deliveries = new AtomicLong();

  private AlertReceiver(HttpServer server) {
    this.server = server;
  }

  /** A receiver on a free port of 127.0.0.1. */
  static AlertReceiver start() throws IOException {
    AlertReceiver receiver =
        new AlertReceiver(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200));
    receiver.server.createContext("/", receiver::take);
    receiver.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.server.start();
    return receiver;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode alert = JSON.readTree(exchange.getRequestBody().readAllBytes());
      String id = alert.path("id").asText();
      for (JsonNode event : alert.path("matched_events")) {
        alertsByEvent
            .computeIfAbsent(event.path("event_id").asText(), e -> ConcurrentHashMap.newKeySet())
            .add(id);
      }
      deliveries.incrementAndGet();
      exchange.sendResponseHeaders(204, -1);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
  }

  /** Events for which an alert has come. */
  long events() {
    return alertsByEvent.size();
  }

  /** Whether an alert has come for this event. */
  boolean has(String event) {
    return alertsByEvent.containsKey(event);
  }

  /** Alerts beyond one for each event. */
  long doubled() {
    return alertsByEvent.values().stream().mapToLong(ids -> ids.size() - 1).sum();
  }

  /** Requests that arrived; the same alert may come again, under the same id. */
  long deliveries() {
    return deliveries.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
