package io.causality.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Sends batches by HTTP, with what Android has too. One thread sends; any may abort. */
final class Transport {
  /** More bytes than a body has around its events. */
  static final int OVERHEAD = 64;

  /** Size from which compression is worth its time. */
  private static final int COMPRESS_ABOVE = 2 << 10;

  /** Bound of what is read of a reply; 2,000 results are far smaller. */
  private static final int MOST_REPLY_BYTES = 8 << 20;

  private final Config config;
  private volatile @Nullable HttpURLConnection open;
  private volatile boolean aborted;

  Transport(Config config) {
    this.config = config;
  }

  /** Breaks off the attempt that is under way, and all later ones. */
  void abort() {
    aborted = true;
    HttpURLConnection connection = open;
    if (connection != null) {
      connection.disconnect();
    }
  }

  Verdict send(List<Entry> batch) {
    if (aborted) {
      return Verdict.again("the client ends", Duration.ZERO);
    }
    try {
      byte[] body = body(batch);
      HttpURLConnection connection =
          (HttpURLConnection) new URL(config.endpoint + "/v1/events/batch").openConnection();
      open = connection;
      try {
        return exchange(connection, body, batch.size());
      } finally {
        open = null;
      }
    } catch (IOException | RuntimeException e) {
      return Verdict.again("no answer: " + e, Duration.ZERO);
    }
  }

  private Verdict exchange(HttpURLConnection connection, byte[] body, int events)
      throws IOException {
    int timeout = (int) Math.min(Integer.MAX_VALUE, config.requestTimeout.toMillis());
    connection.setConnectTimeout(timeout);
    connection.setReadTimeout(timeout);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    // With a length, the JDK does not send the body again by itself.
    connection.setFixedLengthStreamingMode(body.length);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("X-API-Key", config.key);
    connection.setRequestProperty("User-Agent", Client.LIBRARY + "/" + Client.VERSION);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status;
    try {
      status = connection.getResponseCode();
    } catch (HttpRetryException e) {
      status = e.responseCode(); // 401, which the JDK takes for a question to itself.
    }
    String reply = text(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    return judge(status, reply, events, connection.getHeaderField("Retry-After"));
  }

  private byte[] body(List<Entry> batch) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
    body.write("{\"events\":[".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < batch.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.write(batch.get(i).json);
    }
    body.write(("],\"sentAt\":" + config.clock.millis() + "}").getBytes(StandardCharsets.US_ASCII));
    if (!config.compression || body.size() < COMPRESS_ABOVE) {
      return body.toByteArray();
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.size() / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      body.writeTo(gzip);
    }
    return compressed.toByteArray();
  }

  /** The body of a reply, which may take as long as the wait for it: some come a byte at a time. */
  private String text(@Nullable InputStream stream) throws IOException {
    if (stream == null) {
      return "";
    }
    long began = System.nanoTime();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (InputStream in = stream) {
      byte[] some = new byte[8 << 10];
      for (int n = in.read(some); n >= 0 && text.size() < MOST_REPLY_BYTES; n = in.read(some)) {
        text.write(some, 0, n);
        if (System.nanoTime() - began > config.requestTimeout.toNanos()) {
          throw new SocketTimeoutException("the reply does not end");
        }
      }
    }
    return text.toString(StandardCharsets.UTF_8.name());
  }

  static Verdict judge(int status, String body, int events, @Nullable String retryAfter) {
    Object parsed = JsonReader.read(body);
    Map<?, ?> reply = parsed instanceof Map ? (Map<?, ?>) parsed : Map.of();
    Map<Integer, String> named = rejected(reply, events);
    String said =
        "the gateway answered " + status + " " + reply.get("code") + " " + reply.get("detail");
    if (status == 200) {
      return reply.get("acceptedCount") instanceof Number
          ? Verdict.delivered(named)
          : Verdict.again("something else than the gateway answered", Duration.ZERO);
    }
    if (status == 413) {
      return Verdict.divide(DropReason.TOO_LARGE, said);
    }
    if (status == 400) {
      return named.isEmpty() ? Verdict.divide(DropReason.REJECTED, said) : Verdict.refused(named);
    }
    return Verdict.again(said, Retry.after(retryAfter, Instant.now()));
  }

  private static Map<Integer, String> rejected(Map<?, ?> reply, int events) {
    Map<Integer, String> named = new TreeMap<>();
    Object results = reply.get("results");
    if (results instanceof List) {
      for (Object one : (List<?>) results) {
        Map<?, ?> result = one instanceof Map ? (Map<?, ?>) one : Map.of();
        Object index = result.get("index");
        if ("rejected".equals(result.get("status")) && index instanceof Number) {
          int place = ((Number) index).intValue();
          if (place >= 0 && place < events) {
            named.put(place, String.valueOf(result.get("error")));
          }
        }
      }
    }
    return named;
  }
}
