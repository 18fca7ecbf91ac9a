package io.causality.examples;

import io.causality.client.Client;
import io.causality.client.Config;
import io.causality.client.Event;
import io.causality.client.Events;
import io.causality.client.Identity;
import io.causality.client.Person;
import java.time.Duration;
import java.util.Map;

/** A visit to a shop: run it with the address of a gateway and a key. */
public final class Shop {
  public static void main(String[] args) {
    Config config =
        Config.builder(args[1], args[0])
            .log((level, message, cause) -> System.err.println(level + ": " + message))
            .build();
    try (Client client = new Client(config)) {
      Person visitor = client.person(new Identity("", "browser-7", ""));
      visitor.track(Event.of(new Events.ProductView().productId("p1").priceCents(1990)));
      visitor.identify("u1", Map.of("plan", "pro"));
      visitor.track(
          Event.of(new Events.PurchaseComplete().orderId("o1").totalCents(1990).currency("CHF")));
      client.track(Event.named("invoice sent").userId("u1").property("days", 30));
      System.out.println("delivered: " + client.flush(Duration.ofSeconds(10)));
    }
  }
}
