package io.causality.portal.ask.read;

import io.causality.portal.ask.read.Vocabulary.Event;
import io.causality.portal.ask.read.Vocabulary.Kind;
import io.causality.portal.ask.read.Vocabulary.Owner;
import io.causality.portal.ask.read.Vocabulary.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of the generated shop, as its catalog has them. */
final class ShopWords {
  private static final Set<String> EVERYWHERE =
      Set.of("page_path", "country", "browser", "os", "device_type", "platform", "locale");

  private ShopWords() {}

  static Vocabulary vocabulary() {
    List<Event> events = new ArrayList<>();
    for (String line :
        List.of(
            "page_view variant utm_source utm_medium utm_campaign",
            "product_view product_id product_name category price_cents currency",
            "button_tap button_id",
            "scroll_event scroll_depth_percent",
            "Search Performed|query results",
            "add_to_cart product_id quantity price_cents currency",
            "Filter Applied|filter values",
            "Wishlist Added|product_id",
            "Sort Changed|by",
            "checkout_start cart_id item_count total_cents currency",
            "checkout_step cart_id step_number step_name",
            "Payment Declined|",
            "Video Played|seconds",
            "purchase_complete order_id cart_id item_count total_cents currency payment_method",
            "Coupon Applied|code valid",
            "Review Submitted|stars",
            "Share Clicked|network",
            "Support Chat Opened|topic",
            "Newsletter Subscribed|",
            "remove_from_cart product_id",
            "user_logout reason",
            "user_signup method",
            "user_login method",
            "purchase_failed cart_id error_code payment_method",
            "Gift Card Redeemed|amount",
            "Lesson Completed|",
            "Trial Started|",
            "Workspace Created|",
            "Invite Sent|",
            "Plan Chosen|",
            "Subscription Paid|")) {
      String name = line.contains("|") ? line.substring(0, line.indexOf('|')) : line.split(" ")[0];
      String rest = line.substring(name.length()).replace("|", "").strip();
      Set<String> properties = new HashSet<>(EVERYWHERE);
      if (!rest.isEmpty()) {
        properties.addAll(List.of(rest.split(" ")));
      }
      events.add(new Event(name, 100_000 / (events.size() + 1), properties));
    }
    List<Property> properties =
        List.of(
            new Property(
                "page_path",
                Owner.EVENT,
                Kind.TEXT,
                1_000,
                List.of("/", "/search", "/sale", "/new", "/help", "/blog/autumn", "/account"),
                false),
            text("country", "DE", "CH", "US", "AT", "FR", "GB", "IT", "NL", "PL"),
            text("browser", "Chrome", "Safari", "Firefox"),
            text("os", "Windows", "macOS", "iOS", "Android", "Linux"),
            text("device_type", "desktop", "mobile"),
            text("platform", "web"),
            text("locale", "de-DE", "de-CH", "fr-FR", "en-US"),
            text("variant", "a", "b"),
            text("utm_source", "newsletter", "search", "social", "partner", "retargeting"),
            text("utm_medium", "cpc"),
            text("utm_campaign", "autumn"),
            text("product_id", "p0", "p1", "p12"),
            text("product_name", "Product 0", "Product 1", "Product 12"),
            text("category", "c0", "c1", "c2", "c11"),
            number("price_cents"),
            text("currency", "EUR"),
            text("button_id", "b0", "b1", "b3"),
            number("scroll_depth_percent"),
            text("query", "q0", "q1"),
            number("results"),
            number("quantity"),
            number("amount"),
            text("filter", "size"),
            number("values"),
            text("by", "price", "date"),
            number("item_count"),
            number("total_cents"),
            text("cart_id", "cart1"),
            number("step_number"),
            text("step_name", "address"),
            number("seconds"),
            text("order_id", "o1"),
            text("payment_method", "card", "invoice", "wallet"),
            text("code", "C0", "C5", "C19"),
            new Property("valid", Owner.EVENT, Kind.BOOLEAN, 10, List.of("true"), true),
            number("stars"),
            text("network", "mail"),
            text("topic", "t0", "t1"),
            text("reason", "clicked"),
            text("method", "email", "google", "password"),
            text("error_code", "declined"),
            trait("plan", "free", "pro", "team"),
            trait("country", "DE", "CH", "US", "AT", "FR", "GB", "IT", "NL", "PL"),
            trait("signup_method", "email", "google"));
    return new Vocabulary(events, properties, Set.of("shop-app", "shop-office", "nasa"));
  }

  private static Property text(String name, String... values) {
    return new Property(name, Owner.EVENT, Kind.TEXT, 1_000, List.of(values), true);
  }

  private static Property trait(String name, String... values) {
    return new Property(name, Owner.PERSON, Kind.TEXT, 100, List.of(values), true);
  }

  private static Property number(String name) {
    return new Property(name, Owner.EVENT, Kind.NUMBER, 1_000, List.of(), false);
  }
}
