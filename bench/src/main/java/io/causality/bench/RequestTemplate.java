package io.causality.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP request with events, rendered once; ids and devices are digits that are patched in place
 * for each sending, so that a request costs the generator next to nothing. Immutable.
 */
final class RequestTemplate {
  private static final int ID_DIGITS = 12;
  private static final int DEVICE_DIGITS = 6;
  private static final String ID_MARK = "#".repeat(ID_DIGITS);
  private static final String DEVICE_MARK = "@".repeat(DEVICE_DIGITS);

  private final byte[] bytes;
  private final List<Integer> idsAt;
  private final List<Integer> devicesAt;
  private final boolean oneDevice;

  private RequestTemplate(byte[] bytes, boolean oneDevice) {
    this.bytes = bytes;
    this.oneDevice = oneDevice;
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    idsAt = places(text, ID_MARK);
    devicesAt = places(text, DEVICE_MARK);
  }

  /** One event, as a web page sends it. */
  static RequestTemplate single(String key, String run) {
    return new RequestTemplate(
        request("/v1/events/ingest", key, "{\"event\":" + event(run) + "}"), true);
  }

  /**
   * A batch of events.
   *
   * @param oneDevice all events of a request come from one device, as a client sends them; else
   *     each has another, as an import does
   */
  static RequestTemplate batch(String key, String run, int events, boolean oneDevice) {
    String all = String.join(",", java.util.Collections.nCopies(events, event(run)));
    return new RequestTemplate(
        request("/v1/events/batch", key, "{\"events\":[" + all + "]}"), oneDevice);
  }

  /** Events in one request. */
  int events() {
    return idsAt.size();
  }

  /** Bytes of one request. */
  int size() {
    return bytes.length;
  }

  /** A copy to send from. */
  byte[] copy() {
    return bytes.clone();
  }

  /** Gives the events of a copy their numbers, from {@code first}. */
  void number(byte[] copy, long first, int devices) {
    for (int event = 0; event < idsAt.size(); event++) {
      long number = first + event;
      digits(copy, idsAt.get(event), ID_DIGITS, number);
      long device = ((oneDevice ? first : number) * 0x9E3779B97F4A7C15L) >>> 33;
      digits(copy, devicesAt.get(event), DEVICE_DIGITS, device % devices);
    }
  }

  private static void digits(byte[] target, int at, int count, long number) {
    long rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      target[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static String event(String run) {
    return """
        {"event":"page_view","id":"%s-%s","deviceId":"d%s","timestamp":%d,\
        "properties":{"plan":"pro","position":12,"price":19.9,"variant":"b"},\
        "context":{"page":{"url":"https://shop.example/products/4711?ref=mail",\
        "referrer":"https://shop.example/","title":"Product"},"locale":"de-CH"}}"""
        .formatted(run, ID_MARK, DEVICE_MARK, System.currentTimeMillis());
  }

  private static byte[] request(String path, String key, String body) {
    return """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1\r
        User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36\r
        Content-Type: application/json\r
        X-API-Key: %s\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(path, key, body.length(), body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<Integer> places(String text, String mark) {
    List<Integer> places = new ArrayList<>();
    for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
      places.add(at);
    }
    return List.copyOf(places);
  }
}
