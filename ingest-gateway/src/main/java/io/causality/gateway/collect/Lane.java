package io.causality.gateway.collect;

import io.causality.gateway.auth.ApiKeys;
import io.causality.gateway.decode.BodyDecoder;
import io.causality.gateway.decode.JsonDecoder;
import io.causality.gateway.decode.ProtobufDecoder;
import io.causality.gateway.decode.ReceivedStamp;
import io.causality.gateway.dialect.DialectReader;
import io.causality.gateway.publish.RefusalNotices;
import io.causality.gateway.publish.StreamWriter;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.function.BooleanSupplier;

/**
 * What the requests of one event loop share: decoders with their scratch space, the writer, and the
 * state of the whole gateway. Confined to that loop beside the parts that are thread-safe.
 */
public final class Lane {
  private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");

  final Context context;
  final CollectSettings settings;
  final ApiKeys keys;
  final InFlightBytes inFlight;
  final StreamWriter writer;
  final RefusalNotices notices;
  final CollectMetrics metrics;
  final Clock clock;
  final BooleanSupplier stopping;
  final ReceivedStamp stamp = new ReceivedStamp();
  final DialectReader ownDialects;
  private final BodyDecoder json;
  private final BodyDecoder protobuf;

  /** The parts of one event loop. */
  public Lane(
      Context context,
      CollectSettings settings,
      ApiKeys keys,
      InFlightBytes inFlight,
      StreamWriter writer,
      RefusalNotices notices,
      CollectMetrics metrics,
      Clock clock,
      BooleanSupplier stopping) {
    this.context = context;
    this.settings = settings;
    this.keys = keys;
    this.inFlight = inFlight;
    this.writer = writer;
    this.notices = notices;
    this.metrics = metrics;
    this.clock = clock;
    this.stopping = stopping;
    json = decoder(BodyFormat.JSON);
    protobuf = decoder(BodyFormat.PROTOBUF);
    ownDialects = new DialectReader(settings.decode());
  }

  /** Address of a request's client, of the proxy's telling where that is trusted; may be empty. */
  String clientAddress(HttpServerRequest request) {
    if (settings.trustForwardedFor()) {
      String forwarded = request.headers().get(FORWARDED_FOR);
      if (forwarded != null && !forwarded.isBlank()) {
        int comma = forwarded.indexOf(',');
        return (comma < 0 ? forwarded : forwarded.substring(0, comma)).strip();
      }
    }
    String address = request.remoteAddress().hostAddress();
    return address == null ? "" : address;
  }

  /** User agent of a request's client; may be empty. */
  static String userAgent(HttpServerRequest request) {
    String userAgent = request.headers().get(HttpHeaders.USER_AGENT);
    return userAgent == null ? "" : userAgent;
  }

  /** The loop's own decoder. */
  BodyDecoder ownDecoder(BodyFormat format) {
    return switch (format) {
      case JSON -> json;
      case PROTOBUF -> protobuf;
    };
  }

  /** A decoder for a body that is too large for the loop and is decoded on another thread. */
  BodyDecoder decoder(BodyFormat format) {
    return switch (format) {
      case JSON -> new JsonDecoder(settings.decode());
      case PROTOBUF -> new ProtobufDecoder(settings.decode());
    };
  }
}
