package io.causality.gateway.ops;

import io.causality.gateway.collect.CollectMetrics;
import io.causality.gateway.publish.PublishMetrics;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.DoubleSupplier;

/** Every metric of the gateway, with its name. Thread-safe. */
public final class GatewayMetrics implements CollectMetrics, PublishMetrics {
  private final CollectorRegistry registry = new CollectorRegistry();
  private final Counter requests =
      Counter.build("causality_gateway_requests_total", "Answered requests")
          .labelNames("operation", "status")
          .register(registry);
  private final Histogram latency =
      Histogram.build("causality_gateway_request_seconds", "From head to answer")
          .labelNames("operation")
          .buckets(.001, .0025, .005, .01, .02, .05, .1, .25, .5, 1, 2.5, 5, 10)
          .register(registry);
  private final Counter events =
      Counter.build("causality_gateway_events_total", "Events of requests answered with success")
          .labelNames("result")
          .register(registry);
  private final Counter messages =
      Counter.build(
              "causality_gateway_messages_total", "Attempts to publish, by what became of them")
          .labelNames("result")
          .register(registry);
  private final Counter storedEvents =
      Counter.build("causality_gateway_stored_events_total", "Events acknowledged by the stream")
          .register(registry);
  private final Counter storedBytes =
      Counter.build("causality_gateway_stored_bytes_total", "Bytes acknowledged by the stream")
          .register(registry);

  private final ConcurrentMap<String, Counter.Child> requestChildren = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Histogram.Child> latencyChildren = new ConcurrentHashMap<>();
  private final Counter.Child accepted = events.labels("accepted");
  private final Counter.Child rejected = events.labels("rejected");
  private final Counter.Child stored = messages.labels("stored");
  private final Counter.Child repeated = messages.labels("repeated");
  private final Counter.Child unsent = messages.labels("unsent");
  private final Counter.Child refused = messages.labels("refused");
  private final Counter.Child full = messages.labels("full");
  private final Counter.Child abandoned = messages.labels("abandoned");

  /** Where the metrics are collected from. */
  public CollectorRegistry registry() {
    return registry;
  }

  /** Adds a gauge that reads its value when it is asked. */
  public void gauge(String name, String help, DoubleSupplier value) {
    Gauge.build(name, help)
        .create()
        .setChild(
            new Gauge.Child() {
              @Override
              public double get() {
                return value.getAsDouble();
              }
            })
        .register(registry);
  }

  @Override
  public void answered(String operation, int status, long nanos) {
    requestChildren
        .computeIfAbsent(
            operation + status, key -> requests.labels(operation, Integer.toString(status)))
        .inc();
    latencyChildren.computeIfAbsent(operation, latency::labels).observe(nanos / 1e9);
  }

  @Override
  public void events(int acceptedEvents, int rejectedEvents) {
    accepted.inc(acceptedEvents);
    rejected.inc(rejectedEvents);
  }

  @Override
  public void stored(int eventCount, int bytes) {
    stored.inc();
    storedEvents.inc(eventCount);
    storedBytes.inc(bytes);
  }

  @Override
  public void repeated() {
    repeated.inc();
  }

  @Override
  public void unsent() {
    unsent.inc();
  }

  @Override
  public void refused() {
    refused.inc();
  }

  @Override
  public void full() {
    full.inc();
  }

  @Override
  public void abandoned() {
    abandoned.inc();
  }
}
