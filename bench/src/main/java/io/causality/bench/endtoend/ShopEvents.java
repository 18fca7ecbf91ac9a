package io.causality.bench.endtoend;

import java.util.SplittableRandom;

/**
 * Events of a small shop, the same for the same seed: page views with addresses and user agents,
 * typed commerce events, custom ones; 20,000 devices, a tenth of them signed in. One instance is
 * for one thread.
 */
final class ShopEvents {
  private static final String[] PAGES = {
    "/", "/search", "/p/shoes", "/p/hats", "/cart", "/help", "/blog/autumn"
  };
  private static final String[] AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1"
        + " Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile"
        + " Safari/537.36"
  };
  private static final int DEVICES = 20_000;

  private final SplittableRandom random;
  private final String prefix;
  private long next;

  /**
   * @param seed decides what the events say
   * @param prefix begins every event id; ids of two instances with different prefixes never meet
   */
  ShopEvents(long seed, String prefix) {
    this.random = new SplittableRandom(seed);
    this.prefix = prefix;
  }

  /**
   * The body of a batch request with that many events, stamped with the time given (ms since the
   * epoch).
   */
  String batch(int events, long timestampMs) {
    var body = new StringBuilder(events * 360).append("{\"events\":[");
    for (int i = 0; i < events; i++) {
      if (i > 0) {
        body.append(',');
      }
      append(body, timestampMs);
    }
    return body.append("]}").toString();
  }

  private void append(StringBuilder body, long timestampMs) {
    int device = random.nextInt(DEVICES);
    body.append("{\"id\":\"")
        .append(prefix)
        .append(next++)
        .append("\",\"deviceId\":\"device-")
        .append(device);
    if (device % 10 == 0) {
      body.append("\",\"userId\":\"user-").append(device);
    }
    body.append("\",\"timestamp\":")
        .append(timestampMs)
        .append(",\"sessionId\":\"s")
        .append(device)
        .append('"');
    String page = PAGES[random.nextInt(PAGES.length)];
    switch (random.nextInt(10)) {
      case 0 -> product(body, "product_view");
      case 1 -> product(body, "add_to_cart");
      case 2 ->
          body.append(",\"event\":\"Search Performed\",\"properties\":{\"query\":\"q")
              .append(random.nextInt(500))
              .append("\",\"results\":")
              .append(random.nextInt(90))
              .append('}');
      default ->
          body.append(",\"event\":\"page_view\",\"properties\":{\"variant\":\"")
              .append(random.nextBoolean() ? "a" : "b")
              .append("\"}");
    }
    body.append(",\"context\":{\"page\":{\"url\":\"https://shop.example")
        .append(page)
        .append(
            "?utm_source=newsletter&utm_campaign=autumn\",\"referrer\":\"https://search.example/\"},\"userAgent\":\"")
        .append(AGENTS[device % AGENTS.length])
        .append("\",\"locale\":\"de-CH\"}}");
  }

  private void product(StringBuilder body, String event) {
    int product = random.nextInt(200);
    body.append(",\"event\":\"")
        .append(event)
        .append("\",\"properties\":{\"product_id\":\"p")
        .append(product)
        .append("\",\"product_name\":\"Product ")
        .append(product)
        .append("\",\"price_cents\":")
        .append(990 + product * 10)
        .append(",\"currency\":\"CHF\"}");
  }
}
