package io.causality.portal.ops;

import io.causality.portal.alerts.AlertObserver;
import io.causality.portal.http.RequestObserver;
import io.causality.portal.webhooks.DeliveryObserver;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.IntSupplier;

/** All metrics of the portal. Labels are operation ids, problem codes and statuses: few values. */
public final class PortalMetrics implements RequestObserver, AlertObserver, DeliveryObserver {
  private final CollectorRegistry registry = new CollectorRegistry();
  private final Counter requests =
      Counter.build("causality_portal_requests_total", "Requests answered")
          .labelNames("operation", "status")
          .register(registry);
  private final Histogram latency =
      Histogram.build("causality_portal_request_seconds", "From the first byte to the answer")
          .labelNames("operation")
          .buckets(0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10, 60)
          .register(registry);

  private final Counter alerts =
      Counter.build(
              "causality_portal_alerts_total",
              "Alerts out of the stream: kept, known (came before) or refused (no alert)")
          .labelNames("outcome")
          .register(registry);
  private final Histogram deliveries =
      Histogram.build(
              "causality_portal_delivery_seconds",
              "Attempts at webhooks: delivered, retry (failed, to be repeated) or dead (given up)")
          .labelNames("outcome")
          .buckets(0.01, 0.05, 0.1, 0.5, 1, 5, 10)
          .register(registry);

  public PortalMetrics() {
    DefaultExports.register(registry);
  }

  /** Shows a number that somebody else keeps. */
  public void gauge(String name, String help, IntSupplier value) {
    Gauge.build(name, help)
        .create()
        .setChild(
            new Gauge.Child() {
              @Override
              public double get() {
                return value.getAsInt();
              }
            })
        .register(registry);
  }

  @Override
  public void finished(String operation, int status, double seconds) {
    requests.labels(operation, Integer.toString(status)).inc();
    latency.labels(operation).observe(seconds);
  }

  @Override
  public void arrived(String outcome, int count) {
    alerts.labels(outcome).inc(count);
  }

  @Override
  public void attempted(String outcome, Duration latency) {
    deliveries.labels(outcome).observe(latency.toNanos() / 1e9);
  }

  /** In Prometheus' text format. */
  String text() {
    StringWriter text = new StringWriter();
    try {
      TextFormat.write004(text, registry.metricFamilySamples());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
