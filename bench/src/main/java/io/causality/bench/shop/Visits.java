package io.causality.bench.shop;

import io.causality.bench.shop.People.Person;
import io.causality.bench.shop.ShopEvent.Client;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What one person does on one day. */
final class Visits {
  private static final List<String> CAMPAIGNS =
      List.of("newsletter", "search", "social", "partner", "retargeting");
  private static final List<String> PAGES =
      List.of("/", "/search", "/sale", "/new", "/help", "/blog/autumn", "/account", "/stores");
  private static final List<String> PAYMENTS = List.of("card", "invoice", "wallet", "card");
  private static final int PRODUCTS = 400;
  private static final long LONGEST_VISIT_MS = 50 * 60_000;

  /** How much of a day's visits begin in each hour, in thousandths. */
  private static final int[] HOURS = {
    12, 7, 5, 4, 4, 8, 18, 32, 44, 50, 54, 55, 58, 54, 50, 50, 54, 60, 68, 76, 84, 80, 50, 23
  };

  private final Person person;
  private final int day;
  private final int openHours;
  private final SplittableRandom random;
  private final Consumer<ShopEvent> out;
  private String device;
  private Client client;
  private boolean signedIn;
  private String session = "";
  private long timeMs;
  private int cart;
  private String landing = "";

  private Visits(People people, Person person, int day, Consumer<ShopEvent> out) {
    this.person = person;
    this.day = day;
    this.openHours = people.openHours();
    this.random = people.random(person.number(), day);
    this.out = out;
    this.device = person.device(0);
    this.client = person.client();
  }

  /** Gives the day's events, in order of time. */
  static void of(People people, Person person, int day, Consumer<ShopEvent> out) {
    Visits visits = new Visits(people, person, day, out);
    int count = 1 + (visits.random.nextInt(4) == 0 ? 1 : 0);
    long earliest = People.startOf(day);
    for (int visit = 0; visit < count; visit++) {
      earliest = visits.visit(visit, earliest) + 45 * 60_000;
    }
  }

  private long visit(int visit, long earliestMs) {
    long end = People.startOf(day + 1);
    timeMs = Math.max(earliestMs, People.startOf(day) + moment());
    if (visit == 0 && day == person.signupDay()) {
      // An account is made on its day, however late: the later days, and the truths, build on it.
      timeMs = Math.min(timeMs, end - LONGEST_VISIT_MS - 1);
    }
    if (timeMs >= end - LONGEST_VISIT_MS) {
      return end;
    }
    session = "s" + person.number() + "-" + day + "-" + visit;
    boolean registered = day > person.signupDay();
    boolean elsewhere = registered && person.number() % 10 < 3 && random.nextInt(3) == 0;
    device = person.device(elsewhere ? 1 : 0);
    client = elsewhere ? person.secondClient() : person.client();
    signedIn = registered && random.nextInt(10) > 0;
    cart = random.nextInt(1 << 20);
    if (person.app().equals(People.OFFICE)) {
      office();
    } else {
      arrive();
      if (elsewhere && !signedIn) {
        signedIn = true;
        event("user_login", Map.of("method", "password"));
      }
      if (day == person.signupDay() && visit == 0) {
        signUp();
      }
      stroll();
    }
    return timeMs;
  }

  private long moment() {
    int place = random.nextInt(1_000);
    int hour = 0;
    while (hour < 23 && place >= HOURS[hour]) {
      place -= HOURS[hour++];
    }
    return hour % openHours * 3_600_000L + random.nextLong(3_600_000L);
  }

  private boolean isApp() {
    return person.app().equals(People.APP);
  }

  private void arrive() {
    landing = PAGES.get(Math.min(random.nextInt(16), PAGES.size() - 1));
    if (isApp()) {
      event("app_start", Map.of("is_cold_start", random.nextBoolean(), "launch_duration_ms", 300L));
      screen(landing);
      return;
    }
    boolean campaign = random.nextInt(10) < 3;
    String query =
        campaign
            ? "?utm_source="
                + CAMPAIGNS.get(random.nextInt(CAMPAIGNS.size()))
                + "&utm_medium=cpc&utm_campaign=autumn"
            : "";
    view(landing + query, campaign ? "https://ads.example/" : "https://search.example/");
  }

  private void signUp() {
    String method = random.nextInt(3) == 0 ? "google" : "email";
    signedIn = true;
    emit(
        "user_signup",
        Map.of("method", method),
        Map.of("plan", person.plan(), "country", client.country(), "signup_method", method),
        "",
        "");
  }

  private void stroll() {
    long end = timeMs + LONGEST_VISIT_MS;
    int steps = 3 + (int) (9 * -Math.log(1 - random.nextDouble()));
    for (int step = 0; step < steps && timeMs < end; step++) {
      int choice = random.nextInt(100);
      if (choice < 34) {
        look();
      } else if (choice < 58) {
        product();
      } else if (choice < 66) {
        event(
            "Search Performed",
            Map.of("query", "q" + skewed(500), "results", (long) random.nextInt(90)));
      } else if (choice < 76) {
        event("scroll_event", Map.of("scroll_depth_percent", 10L * random.nextInt(11)));
      } else if (choice < 86) {
        event("button_tap", Map.of("button_id", "b" + skewed(40)));
      } else {
        rarely(choice);
      }
    }
    if (isApp()) {
      event("app_background", Map.of("foreground_duration_ms", (long) random.nextInt(600_000)));
    }
  }

  private void look() {
    String page = PAGES.get(random.nextInt(PAGES.size()));
    if (isApp()) {
      screen(page);
    } else {
      view(page, "https://shop.example" + landing);
    }
  }

  private void rarely(int choice) {
    switch (choice) {
      case 86, 87 -> event("Filter Applied", Map.of("filter", "size", "values", 2L));
      case 88, 89 -> event("Sort Changed", Map.of("by", random.nextBoolean() ? "price" : "date"));
      case 90, 91 -> event("Wishlist Added", Map.of("product_id", "p" + skewed(PRODUCTS)));
      case 92 -> event("Coupon Applied", Map.of("code", "C" + random.nextInt(20), "valid", true));
      case 93 -> event("Review Submitted", Map.of("stars", 1L + random.nextInt(5)));
      case 94 -> event("Video Played", Map.of("seconds", random.nextInt(1, 600) / 4.0));
      case 95 -> event("Share Clicked", Map.of("network", "mail"));
      case 96 -> event("Newsletter Subscribed", Map.of());
      case 97 -> event("Support Chat Opened", Map.of("topic", "t" + skewed(8)));
      case 98 -> event("remove_from_cart", Map.of("product_id", "p" + skewed(PRODUCTS)));
      default -> {
        if (isApp()) {
          event("app_crash", Map.of("crash_type", "OutOfMemory", "current_screen", landing));
        } else {
          event("user_logout", Map.of("reason", "clicked"));
        }
      }
    }
  }

  /** Views a product; now and then this leads to a cart, a checkout and a purchase. */
  private void product() {
    int product = skewed(PRODUCTS);
    long price = 990 + 10L * product;
    Map<String, Object> seen =
        Map.of(
            "product_id", "p" + product,
            "product_name", "Product " + product,
            "category", "c" + product % 12,
            "price_cents", price,
            "currency", "EUR");
    event("product_view", seen);
    if (random.nextInt(100) >= 24) {
      return;
    }
    event(
        "add_to_cart",
        Map.of(
            "product_id", "p" + product, "quantity", 1L, "price_cents", price, "currency", "EUR"));
    if (random.nextInt(100) >= 40) {
      return;
    }
    String cartId = "cart" + cart;
    event(
        "checkout_start",
        Map.of("cart_id", cartId, "item_count", 1L, "total_cents", price, "currency", "EUR"));
    event("checkout_step", Map.of("cart_id", cartId, "step_number", 1L, "step_name", "address"));
    if (random.nextInt(100) >= 55) {
      return;
    }
    String method = PAYMENTS.get(random.nextInt(PAYMENTS.size()));
    if (random.nextInt(12) == 0) {
      event(
          "purchase_failed",
          Map.of("cart_id", cartId, "error_code", "declined", "payment_method", method));
      return;
    }
    event(
        "purchase_complete",
        Map.of(
            "order_id",
            "o" + person.number() + "-" + timeMs,
            "cart_id",
            cartId,
            "item_count",
            1L,
            "total_cents",
            price,
            "currency",
            "EUR",
            "payment_method",
            method));
  }

  private void office() {
    int jobs = 3 + random.nextInt(20);
    for (int job = 0; job < jobs; job++) {
      event(
          random.nextInt(4) == 0 ? "Order Shipped" : "Order Picked",
          Map.of("warehouse", "w" + random.nextInt(3), "items", 1L + random.nextInt(4)));
    }
  }

  private void screen(String page) {
    event("screen_view", Map.of("screen_name", page.equals("/") ? "home" : page.substring(1)));
  }

  private void view(String path, String referrer) {
    emit(
        "page_view", Map.of("variant", random.nextBoolean() ? "a" : "b"), Map.of(), path, referrer);
  }

  private void event(String name, Map<String, Object> properties) {
    emit(
        name,
        properties,
        Map.of(),
        isApp() || person.app().equals(People.OFFICE) ? "" : landing,
        "");
  }

  private void emit(
      String name,
      Map<String, Object> properties,
      Map<String, Object> traits,
      String path,
      String referrer) {
    out.accept(
        new ShopEvent(
            person.app(),
            person.number(),
            "",
            name,
            timeMs,
            device,
            signedIn ? person.user() : "",
            session,
            properties,
            traits,
            path,
            referrer,
            client));
    timeMs += 1_000 + random.nextLong(60_000);
  }

  /** Small numbers are much more frequent. */
  private int skewed(int bound) {
    double place = random.nextDouble();
    return (int) (bound * place * place * place);
  }
}
