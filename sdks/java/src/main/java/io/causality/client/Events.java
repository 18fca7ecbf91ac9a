// Code generated from proto/src/main/proto/causality/v1/events.proto by sdks/generate. DO NOT EDIT.

package io.causality.client;

import java.util.List;
import java.util.Map;

/**
 * The typed events of Causality, one class for each. Set what is known; a comment says where a
 * field is required. Not thread-safe.
 */
public final class Events {
  private Events() {}

  /** Direction of a swipe. */
  public enum SwipeGestureDirection {
    /** On the wire: {@code left}. */
    LEFT("left"),
    /** On the wire: {@code right}. */
    RIGHT("right"),
    /** On the wire: {@code up}. */
    UP("up"),
    /** On the wire: {@code down}. */
    DOWN("down");

    private final String text;

    SwipeGestureDirection(String text) {
      this.text = text;
    }

    /** As it stands on the wire. */
    public String text() {
      return text;
    }
  }

  /** Direction of a scroll. */
  public enum ScrollEventDirection {
    /** On the wire: {@code up}. */
    UP("up"),
    /** On the wire: {@code down}. */
    DOWN("down");

    private final String text;

    ScrollEventDirection(String text) {
      this.text = text;
    }

    /** As it stands on the wire. */
    public String text() {
      return text;
    }
  }

  /** Network of a device. */
  public enum NetworkType {
    /** On the wire: {@code wifi}. */
    WIFI("wifi"),
    /** On the wire: {@code cellular_2g}. */
    CELLULAR_2G("cellular_2g"),
    /** On the wire: {@code cellular_3g}. */
    CELLULAR_3G("cellular_3g"),
    /** On the wire: {@code cellular_4g}. */
    CELLULAR_4G("cellular_4g"),
    /** On the wire: {@code cellular_5g}. */
    CELLULAR_5G("cellular_5g"),
    /** On the wire: {@code ethernet}. */
    ETHERNET("ethernet"),
    /** On the wire: {@code offline}. */
    OFFLINE("offline");

    private final String text;

    NetworkType(String text) {
      this.text = text;
    }

    /** As it stands on the wire. */
    public String text() {
      return text;
    }
  }

  /** Answer to a permission request. */
  public enum PermissionResultStatus {
    /** On the wire: {@code granted}. */
    GRANTED("granted"),
    /** On the wire: {@code denied}. */
    DENIED("denied"),
    /** On the wire: {@code denied_permanently}. */
    DENIED_PERMANENTLY("denied_permanently");

    private final String text;

    PermissionResultStatus(String text) {
      this.text = text;
    }

    /** As it stands on the wire. */
    public String text() {
      return text;
    }
  }

  /** How short memory is. */
  public enum MemoryWarningLevel {
    /** On the wire: {@code low}. */
    LOW("low"),
    /** On the wire: {@code critical}. */
    CRITICAL("critical");

    private final String text;

    MemoryWarningLevel(String text) {
      this.text = text;
    }

    /** As it stands on the wire. */
    public String text() {
      return text;
    }
  }

  /** State of a battery. */
  public enum BatteryChangeState {
    /** On the wire: {@code charging}. */
    CHARGING("charging"),
    /** On the wire: {@code discharging}. */
    DISCHARGING("discharging"),
    /** On the wire: {@code full}. */
    FULL("full");

    private final String text;

    BatteryChangeState(String text) {
      this.text = text;
    }

    /** As it stands on the wire. */
    public String text() {
      return text;
    }
  }

  /** Kind of client. */
  public enum Platform {
    /** On the wire: {@code ios}. */
    IOS("ios"),
    /** On the wire: {@code android}. */
    ANDROID("android"),
    /** On the wire: {@code web}. */
    WEB("web"),
    /** On the wire: {@code backend}. */
    BACKEND("backend"),
    /** On the wire: {@code desktop}. */
    DESKTOP("desktop");

    private final String text;

    Platform(String text) {
      this.text = text;
    }

    /** As it stands on the wire. */
    public String text() {
      return text;
    }
  }

  /** A place on the screen, in density-independent pixels from the top left. */
  public static final class Coordinates extends TypedFields {
    /** Without any field. */
    public Coordinates() {
      super();
    }

    /** Distance from the left edge. */
    public Coordinates x(double value) {
      put("x", value);
      return this;
    }

    /** Distance from the top edge. */
    public Coordinates y(double value) {
      put("y", value);
      return this;
    }
  }

  /** One line of an order. */
  public static final class PurchaseItem extends TypedFields {
    /** Without any field. */
    public PurchaseItem() {
      super();
    }

    /** The shop's id of the product. */
    public PurchaseItem productId(String value) {
      put("product_id", value);
      return this;
    }

    /** Name of the product. */
    public PurchaseItem productName(String value) {
      put("product_name", value);
      return this;
    }

    /** Number of pieces. */
    public PurchaseItem quantity(int value) {
      put("quantity", value);
      return this;
    }

    /** Price of one piece, in hundredths of the currency. */
    public PurchaseItem priceCents(long value) {
      put("price_cents", value);
      return this;
    }
  }

  /** A person signed in. */
  public static final class UserLogin extends TypedEvent {
    /** Without any field. */
    public UserLogin() {
      super("user_login");
    }

    /** The app's id of the person. */
    public UserLogin userId(String value) {
      put("user_id", value);
      return this;
    }

    /** How the person signed in, e.g. password, google, sso. */
    public UserLogin method(String value) {
      put("method", value);
      return this;
    }

    /** Whether the account was just made. */
    public UserLogin isNewUser(boolean value) {
      put("is_new_user", value);
      return this;
    }
  }

  /** A person signed out. */
  public static final class UserLogout extends TypedEvent {
    /** Without any field. */
    public UserLogout() {
      super("user_logout");
    }

    /** The app's id of the person. */
    public UserLogout userId(String value) {
      put("user_id", value);
      return this;
    }

    /** Why the person signed out, e.g. user, timeout. */
    public UserLogout reason(String value) {
      put("reason", value);
      return this;
    }
  }

  /** A person created an account. */
  public static final class UserSignup extends TypedEvent {
    /** Without any field. */
    public UserSignup() {
      super("user_signup");
    }

    /** The app's id of the person. */
    public UserSignup userId(String value) {
      put("user_id", value);
      return this;
    }

    /** How the account was made, e.g. password, google, sso. */
    public UserSignup method(String value) {
      put("method", value);
      return this;
    }

    /** What brought the person to the app. */
    public UserSignup referralSource(String value) {
      put("referral_source", value);
      return this;
    }
  }

  /** A person changed the profile. */
  public static final class UserProfileUpdate extends TypedEvent {
    /** Without any field. */
    public UserProfileUpdate() {
      super("user_profile_update");
    }

    /** The app's id of the person. */
    public UserProfileUpdate userId(String value) {
      put("user_id", value);
      return this;
    }

    /** Names of the fields that changed, never their values. */
    public UserProfileUpdate fieldsUpdated(List<String> value) {
      put("fields_updated", List.copyOf(value));
      return this;
    }
  }

  /** A screen came into view. */
  public static final class ScreenView extends TypedEvent {
    /** Without any field. */
    public ScreenView() {
      super("screen_view", "screen_name");
    }

    /** Name of the screen; required. */
    public ScreenView screenName(String value) {
      put("screen_name", value);
      return this;
    }

    /** Class of the app's code that draws the screen. */
    public ScreenView screenClass(String value) {
      put("screen_class", value);
      return this;
    }

    /** Screen that was in view before. */
    public ScreenView previousScreen(String value) {
      put("previous_screen", value);
      return this;
    }

    /** Parameters of the screen. */
    public ScreenView params(Map<String, String> value) {
      put("params", Map.copyOf(value));
      return this;
    }
  }

  /** A screen was left. */
  public static final class ScreenExit extends TypedEvent {
    /** Without any field. */
    public ScreenExit() {
      super("screen_exit", "screen_name");
    }

    /** Name of the screen; required. */
    public ScreenExit screenName(String value) {
      put("screen_name", value);
      return this;
    }

    /** How long the screen was in view, in ms. */
    public ScreenExit durationMs(long value) {
      put("duration_ms", value);
      return this;
    }

    /** Screen that comes into view instead. */
    public ScreenExit nextScreen(String value) {
      put("next_screen", value);
      return this;
    }
  }

  /** A button was tapped or clicked. */
  public static final class ButtonTap extends TypedEvent {
    /** Without any field. */
    public ButtonTap() {
      super("button_tap", "button_id");
    }

    /** The app's id of the button; required. */
    public ButtonTap buttonId(String value) {
      put("button_id", value);
      return this;
    }

    /** Text on the button. */
    public ButtonTap buttonText(String value) {
      put("button_text", value);
      return this;
    }

    /** Screen on which it lies. */
    public ButtonTap screenName(String value) {
      put("screen_name", value);
      return this;
    }

    /** Where it was tapped. */
    public ButtonTap coordinates(Coordinates value) {
      put("coordinates", value);
      return this;
    }
  }

  /** A swipe. */
  public static final class SwipeGesture extends TypedEvent {
    /** Without any field. */
    public SwipeGesture() {
      super("swipe_gesture");
    }

    /** Direction of the movement. */
    public SwipeGesture direction(SwipeGestureDirection value) {
      put("direction", value.text());
      return this;
    }

    /** Screen on which it happened. */
    public SwipeGesture screenName(String value) {
      put("screen_name", value);
      return this;
    }

    /** Where the swipe began. */
    public SwipeGesture start(Coordinates value) {
      put("start", value);
      return this;
    }

    /** Where the swipe ended. */
    public SwipeGesture end(Coordinates value) {
      put("end", value);
      return this;
    }

    /** How long the swipe took, in ms. */
    public SwipeGesture durationMs(long value) {
      put("duration_ms", value);
      return this;
    }
  }

  /** A container was scrolled. */
  public static final class ScrollEvent extends TypedEvent {
    /** Without any field. */
    public ScrollEvent() {
      super("scroll_event");
    }

    /** Screen on which it happened. */
    public ScrollEvent screenName(String value) {
      put("screen_name", value);
      return this;
    }

    /** The app's id of the container. */
    public ScrollEvent containerId(String value) {
      put("container_id", value);
      return this;
    }

    /** How far down, in percent of the content. */
    public ScrollEvent scrollDepthPercent(int value) {
      put("scroll_depth_percent", value);
      return this;
    }

    /** Direction of the movement. */
    public ScrollEvent direction(ScrollEventDirection value) {
      put("direction", value.text());
      return this;
    }
  }

  /** Text was entered into a field. */
  public static final class TextInput extends TypedEvent {
    /** Without any field. */
    public TextInput() {
      super("text_input", "field_id");
    }

    /** The app's id of the field; required. */
    public TextInput fieldId(String value) {
      put("field_id", value);
      return this;
    }

    /** Kind of the field, e.g. email. */
    public TextInput fieldType(String value) {
      put("field_type", value);
      return this;
    }

    /** Screen on which it lies. */
    public TextInput screenName(String value) {
      put("screen_name", value);
      return this;
    }

    /** Number of characters in the field. */
    public TextInput textLength(int value) {
      put("text_length", value);
      return this;
    }

    /** How long the input took, in ms. */
    public TextInput inputDurationMs(long value) {
      put("input_duration_ms", value);
      return this;
    }
  }

  /** An element was pressed for long. */
  public static final class LongPress extends TypedEvent {
    /** Without any field. */
    public LongPress() {
      super("long_press");
    }

    /** The app's id of the element. */
    public LongPress elementId(String value) {
      put("element_id", value);
      return this;
    }

    /** Screen on which it lies. */
    public LongPress screenName(String value) {
      put("screen_name", value);
      return this;
    }

    /** Where it was pressed. */
    public LongPress coordinates(Coordinates value) {
      put("coordinates", value);
      return this;
    }

    /** How long the press lasted, in ms. */
    public LongPress durationMs(long value) {
      put("duration_ms", value);
      return this;
    }
  }

  /** An element was tapped twice. */
  public static final class DoubleTap extends TypedEvent {
    /** Without any field. */
    public DoubleTap() {
      super("double_tap");
    }

    /** The app's id of the element. */
    public DoubleTap elementId(String value) {
      put("element_id", value);
      return this;
    }

    /** Screen on which it lies. */
    public DoubleTap screenName(String value) {
      put("screen_name", value);
      return this;
    }

    /** Where it was tapped. */
    public DoubleTap coordinates(Coordinates value) {
      put("coordinates", value);
      return this;
    }
  }

  /** A product was looked at. */
  public static final class ProductView extends TypedEvent {
    /** Without any field. */
    public ProductView() {
      super("product_view", "product_id");
    }

    /** The shop's id of the product; required. */
    public ProductView productId(String value) {
      put("product_id", value);
      return this;
    }

    /** Name of the product. */
    public ProductView productName(String value) {
      put("product_name", value);
      return this;
    }

    /** Category of the product. */
    public ProductView category(String value) {
      put("category", value);
      return this;
    }

    /** Price of one piece, in hundredths of the currency. */
    public ProductView priceCents(long value) {
      put("price_cents", value);
      return this;
    }

    /** ISO 4217 code of the currency. */
    public ProductView currency(String value) {
      put("currency", value);
      return this;
    }

    /** What led the person to the product, e.g. search. */
    public ProductView source(String value) {
      put("source", value);
      return this;
    }
  }

  /** A product was put into the cart. */
  public static final class AddToCart extends TypedEvent {
    /** Without any field. */
    public AddToCart() {
      super("add_to_cart", "product_id");
    }

    /** The shop's id of the product; required. */
    public AddToCart productId(String value) {
      put("product_id", value);
      return this;
    }

    /** Name of the product. */
    public AddToCart productName(String value) {
      put("product_name", value);
      return this;
    }

    /** Number of pieces. */
    public AddToCart quantity(int value) {
      put("quantity", value);
      return this;
    }

    /** Price of one piece, in hundredths of the currency. */
    public AddToCart priceCents(long value) {
      put("price_cents", value);
      return this;
    }

    /** ISO 4217 code of the currency. */
    public AddToCart currency(String value) {
      put("currency", value);
      return this;
    }

    /** The shop's id of the cart. */
    public AddToCart cartId(String value) {
      put("cart_id", value);
      return this;
    }
  }

  /** A product was taken out of the cart. */
  public static final class RemoveFromCart extends TypedEvent {
    /** Without any field. */
    public RemoveFromCart() {
      super("remove_from_cart", "product_id");
    }

    /** The shop's id of the product; required. */
    public RemoveFromCart productId(String value) {
      put("product_id", value);
      return this;
    }

    /** Number of pieces. */
    public RemoveFromCart quantity(int value) {
      put("quantity", value);
      return this;
    }

    /** The shop's id of the cart. */
    public RemoveFromCart cartId(String value) {
      put("cart_id", value);
      return this;
    }

    /** Why it was taken out, e.g. user, sold_out. */
    public RemoveFromCart reason(String value) {
      put("reason", value);
      return this;
    }
  }

  /** The checkout began. */
  public static final class CheckoutStart extends TypedEvent {
    /** Without any field. */
    public CheckoutStart() {
      super("checkout_start");
    }

    /** The shop's id of the cart. */
    public CheckoutStart cartId(String value) {
      put("cart_id", value);
      return this;
    }

    /** Number of items in the cart. */
    public CheckoutStart itemCount(int value) {
      put("item_count", value);
      return this;
    }

    /** Sum of the cart, in hundredths of the currency. */
    public CheckoutStart totalCents(long value) {
      put("total_cents", value);
      return this;
    }

    /** ISO 4217 code of the currency. */
    public CheckoutStart currency(String value) {
      put("currency", value);
      return this;
    }
  }

  /** A step of the checkout was reached. */
  public static final class CheckoutStep extends TypedEvent {
    /** Without any field. */
    public CheckoutStep() {
      super("checkout_step");
    }

    /** The shop's id of the cart. */
    public CheckoutStep cartId(String value) {
      put("cart_id", value);
      return this;
    }

    /** Place of the step in the checkout, from 1. */
    public CheckoutStep stepNumber(int value) {
      put("step_number", value);
      return this;
    }

    /** Name of the step of the checkout. */
    public CheckoutStep stepName(String value) {
      put("step_name", value);
      return this;
    }

    /** How long the step before this one took, in ms. */
    public CheckoutStep stepDurationMs(long value) {
      put("step_duration_ms", value);
      return this;
    }
  }

  /** A purchase was paid. */
  public static final class PurchaseComplete extends TypedEvent {
    /** Without any field. */
    public PurchaseComplete() {
      super("purchase_complete", "order_id");
    }

    /** The shop's id of the order; required. */
    public PurchaseComplete orderId(String value) {
      put("order_id", value);
      return this;
    }

    /** The shop's id of the cart. */
    public PurchaseComplete cartId(String value) {
      put("cart_id", value);
      return this;
    }

    /** Number of items in the order. */
    public PurchaseComplete itemCount(int value) {
      put("item_count", value);
      return this;
    }

    /** Sum of the order, in hundredths of the currency. */
    public PurchaseComplete totalCents(long value) {
      put("total_cents", value);
      return this;
    }

    /** ISO 4217 code of the currency. */
    public PurchaseComplete currency(String value) {
      put("currency", value);
      return this;
    }

    /** How it was paid, e.g. card. */
    public PurchaseComplete paymentMethod(String value) {
      put("payment_method", value);
      return this;
    }

    /** What was bought, one entry per product. */
    public PurchaseComplete items(List<PurchaseItem> value) {
      put("items", List.copyOf(value));
      return this;
    }
  }

  /** A purchase failed. */
  public static final class PurchaseFailed extends TypedEvent {
    /** Without any field. */
    public PurchaseFailed() {
      super("purchase_failed");
    }

    /** The shop's id of the cart. */
    public PurchaseFailed cartId(String value) {
      put("cart_id", value);
      return this;
    }

    /** The app's code of the error. */
    public PurchaseFailed errorCode(String value) {
      put("error_code", value);
      return this;
    }

    /** The error as a person reads it. */
    public PurchaseFailed errorMessage(String value) {
      put("error_message", value);
      return this;
    }

    /** How it should have been paid, e.g. card. */
    public PurchaseFailed paymentMethod(String value) {
      put("payment_method", value);
      return this;
    }

    /** Step of the checkout at which it failed, from 1. */
    public PurchaseFailed checkoutStep(int value) {
      put("checkout_step", value);
      return this;
    }
  }

  /** The app was started. */
  public static final class AppStart extends TypedEvent {
    /** Without any field. */
    public AppStart() {
      super("app_start");
    }

    /** Whether the process was started anew, not just resumed. */
    public AppStart isColdStart(boolean value) {
      put("is_cold_start", value);
      return this;
    }

    /** How long the start of the app took, in ms. */
    public AppStart launchDurationMs(long value) {
      put("launch_duration_ms", value);
      return this;
    }

    /** What started the app, e.g. icon, push, deeplink. */
    public AppStart launchSource(String value) {
      put("launch_source", value);
      return this;
    }

    /** The deep link that started the app. */
    public AppStart deeplinkUrl(String value) {
      put("deeplink_url", value);
      return this;
    }
  }

  /** The app went into the background. */
  public static final class AppBackground extends TypedEvent {
    /** Without any field. */
    public AppBackground() {
      super("app_background");
    }

    /** How long the app had been in the foreground, in ms. */
    public AppBackground foregroundDurationMs(long value) {
      put("foreground_duration_ms", value);
      return this;
    }

    /** Screen that was in view. */
    public AppBackground currentScreen(String value) {
      put("current_screen", value);
      return this;
    }
  }

  /** The app came into the foreground. */
  public static final class AppForeground extends TypedEvent {
    /** Without any field. */
    public AppForeground() {
      super("app_foreground");
    }

    /** How long the app had been in the background, in ms. */
    public AppForeground backgroundDurationMs(long value) {
      put("background_duration_ms", value);
      return this;
    }

    /** Screen that comes into view. */
    public AppForeground resumeScreen(String value) {
      put("resume_screen", value);
      return this;
    }
  }

  /** The app crashed. */
  public static final class AppCrash extends TypedEvent {
    /** Without any field. */
    public AppCrash() {
      super("app_crash");
    }

    /** Kind of the crash, e.g. the exception's class. */
    public AppCrash crashType(String value) {
      put("crash_type", value);
      return this;
    }

    /** Message of the crash. */
    public AppCrash crashMessage(String value) {
      put("crash_message", value);
      return this;
    }

    /** Stack trace of the crash. */
    public AppCrash stackTrace(String value) {
      put("stack_trace", value);
      return this;
    }

    /** Screen that was in view. */
    public AppCrash currentScreen(String value) {
      put("current_screen", value);
      return this;
    }
  }

  /** The device changed its network. */
  public static final class NetworkChange extends TypedEvent {
    /** Without any field. */
    public NetworkChange() {
      super("network_change");
    }

    /** Network before the change. */
    public NetworkChange previousType(NetworkType value) {
      put("previous_type", value.text());
      return this;
    }

    /** Network after the change. */
    public NetworkChange currentType(NetworkType value) {
      put("current_type", value.text());
      return this;
    }
  }

  /** The app asked for a permission. */
  public static final class PermissionRequest extends TypedEvent {
    /** Without any field. */
    public PermissionRequest() {
      super("permission_request");
    }

    /** Which permission, e.g. camera. */
    public PermissionRequest permissionType(String value) {
      put("permission_type", value);
      return this;
    }

    /** Screen on which the app asked. */
    public PermissionRequest triggerScreen(String value) {
      put("trigger_screen", value);
      return this;
    }
  }

  /** The person answered a permission request. */
  public static final class PermissionResult extends TypedEvent {
    /** Without any field. */
    public PermissionResult() {
      super("permission_result");
    }

    /** Which permission, e.g. camera. */
    public PermissionResult permissionType(String value) {
      put("permission_type", value);
      return this;
    }

    /** The person's answer. */
    public PermissionResult status(PermissionResultStatus value) {
      put("status", value.text());
      return this;
    }
  }

  /** The device ran low on memory. */
  public static final class MemoryWarning extends TypedEvent {
    /** Without any field. */
    public MemoryWarning() {
      super("memory_warning");
    }

    /** Memory that is free, in bytes. */
    public MemoryWarning availableMemoryBytes(long value) {
      put("available_memory_bytes", value);
      return this;
    }

    /** Memory that the app uses, in bytes. */
    public MemoryWarning usedMemoryBytes(long value) {
      put("used_memory_bytes", value);
      return this;
    }

    /** How short memory is. */
    public MemoryWarning level(MemoryWarningLevel value) {
      put("level", value.text());
      return this;
    }
  }

  /** The battery's level or state changed. */
  public static final class BatteryChange extends TypedEvent {
    /** Without any field. */
    public BatteryChange() {
      super("battery_change");
    }

    /** Level of the battery, in percent. */
    public BatteryChange batteryLevel(int value) {
      put("battery_level", value);
      return this;
    }

    /** State of the battery. */
    public BatteryChange state(BatteryChangeState value) {
      put("state", value.text());
      return this;
    }
  }
}
