// Code generated from proto/src/main/proto/causality/v1/events.proto by sdks/generate. DO NOT EDIT.

package io.causality.android

/** Direction of a swipe. */
enum class SwipeGestureDirection(override val text: String) : Worded {
    LEFT("left"),
    RIGHT("right"),
    UP("up"),
    DOWN("down"),
}

/** Direction of a scroll. */
enum class ScrollEventDirection(override val text: String) : Worded {
    UP("up"),
    DOWN("down"),
}

/** Network of a device. */
enum class NetworkType(override val text: String) : Worded {
    WIFI("wifi"),
    CELLULAR_2G("cellular_2g"),
    CELLULAR_3G("cellular_3g"),
    CELLULAR_4G("cellular_4g"),
    CELLULAR_5G("cellular_5g"),
    ETHERNET("ethernet"),
    OFFLINE("offline"),
}

/** Answer to a permission request. */
enum class PermissionResultStatus(override val text: String) : Worded {
    GRANTED("granted"),
    DENIED("denied"),
    DENIED_PERMANENTLY("denied_permanently"),
}

/** How short memory is. */
enum class MemoryWarningLevel(override val text: String) : Worded {
    LOW("low"),
    CRITICAL("critical"),
}

/** State of a battery. */
enum class BatteryChangeState(override val text: String) : Worded {
    CHARGING("charging"),
    DISCHARGING("discharging"),
    FULL("full"),
}

/** Kind of client. */
enum class Platform(override val text: String) : Worded {
    IOS("ios"),
    ANDROID("android"),
    WEB("web"),
    BACKEND("backend"),
    DESKTOP("desktop"),
}

/** A place on the screen, in density-independent pixels from the top left. */
data class Coordinates(
    /** Distance from the left edge. */
    val x: Double? = null,
    /** Distance from the top edge. */
    val y: Double? = null,
) : Fields {
    override fun fields(): Map<String, Any?> = mapOf(
        "x" to x,
        "y" to y,
    )
}

/** One line of an order. */
data class PurchaseItem(
    /** The shop's id of the product. */
    val productId: String? = null,
    /** Name of the product. */
    val productName: String? = null,
    /** Number of pieces. */
    val quantity: Int? = null,
    /** Price of one piece, in hundredths of the currency. */
    val priceCents: Long? = null,
) : Fields {
    override fun fields(): Map<String, Any?> = mapOf(
        "product_id" to productId,
        "product_name" to productName,
        "quantity" to quantity,
        "price_cents" to priceCents,
    )
}

/** A person signed in. */
data class UserLogin(
    /** The app's id of the person. */
    val userId: String? = null,
    /** How the person signed in, e.g. password, google, sso. */
    val method: String? = null,
    /** Whether the account was just made. */
    val isNewUser: Boolean? = null,
) : TypedEvent {
    override val eventName get() = "user_login"

    override fun fields(): Map<String, Any?> = mapOf(
        "user_id" to userId,
        "method" to method,
        "is_new_user" to isNewUser,
    )
}

/** A person signed out. */
data class UserLogout(
    /** The app's id of the person. */
    val userId: String? = null,
    /** Why the person signed out, e.g. user, timeout. */
    val reason: String? = null,
) : TypedEvent {
    override val eventName get() = "user_logout"

    override fun fields(): Map<String, Any?> = mapOf(
        "user_id" to userId,
        "reason" to reason,
    )
}

/** A person created an account. */
data class UserSignup(
    /** The app's id of the person. */
    val userId: String? = null,
    /** How the account was made, e.g. password, google, sso. */
    val method: String? = null,
    /** What brought the person to the app. */
    val referralSource: String? = null,
) : TypedEvent {
    override val eventName get() = "user_signup"

    override fun fields(): Map<String, Any?> = mapOf(
        "user_id" to userId,
        "method" to method,
        "referral_source" to referralSource,
    )
}

/** A person changed the profile. */
data class UserProfileUpdate(
    /** The app's id of the person. */
    val userId: String? = null,
    /** Names of the fields that changed, never their values. */
    val fieldsUpdated: List<String>? = null,
) : TypedEvent {
    override val eventName get() = "user_profile_update"

    override fun fields(): Map<String, Any?> = mapOf(
        "user_id" to userId,
        "fields_updated" to fieldsUpdated,
    )
}

/** A screen came into view. */
data class ScreenView(
    /** Name of the screen. */
    val screenName: String,
    /** Class of the app's code that draws the screen. */
    val screenClass: String? = null,
    /** Screen that was in view before. */
    val previousScreen: String? = null,
    /** Parameters of the screen. */
    val params: Map<String, String>? = null,
) : TypedEvent {
    override val eventName get() = "screen_view"

    override fun fields(): Map<String, Any?> = mapOf(
        "screen_name" to screenName,
        "screen_class" to screenClass,
        "previous_screen" to previousScreen,
        "params" to params,
    )
}

/** A screen was left. */
data class ScreenExit(
    /** Name of the screen. */
    val screenName: String,
    /** How long the screen was in view, in ms. */
    val durationMs: Long? = null,
    /** Screen that comes into view instead. */
    val nextScreen: String? = null,
) : TypedEvent {
    override val eventName get() = "screen_exit"

    override fun fields(): Map<String, Any?> = mapOf(
        "screen_name" to screenName,
        "duration_ms" to durationMs,
        "next_screen" to nextScreen,
    )
}

/** A button was tapped or clicked. */
data class ButtonTap(
    /** The app's id of the button. */
    val buttonId: String,
    /** Text on the button. */
    val buttonText: String? = null,
    /** Screen on which it lies. */
    val screenName: String? = null,
    /** Where it was tapped. */
    val coordinates: Coordinates? = null,
) : TypedEvent {
    override val eventName get() = "button_tap"

    override fun fields(): Map<String, Any?> = mapOf(
        "button_id" to buttonId,
        "button_text" to buttonText,
        "screen_name" to screenName,
        "coordinates" to coordinates,
    )
}

/** A swipe. */
data class SwipeGesture(
    /** Direction of the movement. */
    val direction: SwipeGestureDirection? = null,
    /** Screen on which it happened. */
    val screenName: String? = null,
    /** Where the swipe began. */
    val start: Coordinates? = null,
    /** Where the swipe ended. */
    val end: Coordinates? = null,
    /** How long the swipe took, in ms. */
    val durationMs: Long? = null,
) : TypedEvent {
    override val eventName get() = "swipe_gesture"

    override fun fields(): Map<String, Any?> = mapOf(
        "direction" to direction,
        "screen_name" to screenName,
        "start" to start,
        "end" to end,
        "duration_ms" to durationMs,
    )
}

/** A container was scrolled. */
data class ScrollEvent(
    /** Screen on which it happened. */
    val screenName: String? = null,
    /** The app's id of the container. */
    val containerId: String? = null,
    /** How far down, in percent of the content. */
    val scrollDepthPercent: Int? = null,
    /** Direction of the movement. */
    val direction: ScrollEventDirection? = null,
) : TypedEvent {
    override val eventName get() = "scroll_event"

    override fun fields(): Map<String, Any?> = mapOf(
        "screen_name" to screenName,
        "container_id" to containerId,
        "scroll_depth_percent" to scrollDepthPercent,
        "direction" to direction,
    )
}

/** Text was entered into a field. */
data class TextInput(
    /** The app's id of the field. */
    val fieldId: String,
    /** Kind of the field, e.g. email. */
    val fieldType: String? = null,
    /** Screen on which it lies. */
    val screenName: String? = null,
    /** Number of characters in the field. */
    val textLength: Int? = null,
    /** How long the input took, in ms. */
    val inputDurationMs: Long? = null,
) : TypedEvent {
    override val eventName get() = "text_input"

    override fun fields(): Map<String, Any?> = mapOf(
        "field_id" to fieldId,
        "field_type" to fieldType,
        "screen_name" to screenName,
        "text_length" to textLength,
        "input_duration_ms" to inputDurationMs,
    )
}

/** An element was pressed for long. */
data class LongPress(
    /** The app's id of the element. */
    val elementId: String? = null,
    /** Screen on which it lies. */
    val screenName: String? = null,
    /** Where it was pressed. */
    val coordinates: Coordinates? = null,
    /** How long the press lasted, in ms. */
    val durationMs: Long? = null,
) : TypedEvent {
    override val eventName get() = "long_press"

    override fun fields(): Map<String, Any?> = mapOf(
        "element_id" to elementId,
        "screen_name" to screenName,
        "coordinates" to coordinates,
        "duration_ms" to durationMs,
    )
}

/** An element was tapped twice. */
data class DoubleTap(
    /** The app's id of the element. */
    val elementId: String? = null,
    /** Screen on which it lies. */
    val screenName: String? = null,
    /** Where it was tapped. */
    val coordinates: Coordinates? = null,
) : TypedEvent {
    override val eventName get() = "double_tap"

    override fun fields(): Map<String, Any?> = mapOf(
        "element_id" to elementId,
        "screen_name" to screenName,
        "coordinates" to coordinates,
    )
}

/** A product was looked at. */
data class ProductView(
    /** The shop's id of the product. */
    val productId: String,
    /** Name of the product. */
    val productName: String? = null,
    /** Category of the product. */
    val category: String? = null,
    /** Price of one piece, in hundredths of the currency. */
    val priceCents: Long? = null,
    /** ISO 4217 code of the currency. */
    val currency: String? = null,
    /** What led the person to the product, e.g. search. */
    val source: String? = null,
) : TypedEvent {
    override val eventName get() = "product_view"

    override fun fields(): Map<String, Any?> = mapOf(
        "product_id" to productId,
        "product_name" to productName,
        "category" to category,
        "price_cents" to priceCents,
        "currency" to currency,
        "source" to source,
    )
}

/** A product was put into the cart. */
data class AddToCart(
    /** The shop's id of the product. */
    val productId: String,
    /** Name of the product. */
    val productName: String? = null,
    /** Number of pieces. */
    val quantity: Int? = null,
    /** Price of one piece, in hundredths of the currency. */
    val priceCents: Long? = null,
    /** ISO 4217 code of the currency. */
    val currency: String? = null,
    /** The shop's id of the cart. */
    val cartId: String? = null,
) : TypedEvent {
    override val eventName get() = "add_to_cart"

    override fun fields(): Map<String, Any?> = mapOf(
        "product_id" to productId,
        "product_name" to productName,
        "quantity" to quantity,
        "price_cents" to priceCents,
        "currency" to currency,
        "cart_id" to cartId,
    )
}

/** A product was taken out of the cart. */
data class RemoveFromCart(
    /** The shop's id of the product. */
    val productId: String,
    /** Number of pieces. */
    val quantity: Int? = null,
    /** The shop's id of the cart. */
    val cartId: String? = null,
    /** Why it was taken out, e.g. user, sold_out. */
    val reason: String? = null,
) : TypedEvent {
    override val eventName get() = "remove_from_cart"

    override fun fields(): Map<String, Any?> = mapOf(
        "product_id" to productId,
        "quantity" to quantity,
        "cart_id" to cartId,
        "reason" to reason,
    )
}

/** The checkout began. */
data class CheckoutStart(
    /** The shop's id of the cart. */
    val cartId: String? = null,
    /** Number of items in the cart. */
    val itemCount: Int? = null,
    /** Sum of the cart, in hundredths of the currency. */
    val totalCents: Long? = null,
    /** ISO 4217 code of the currency. */
    val currency: String? = null,
) : TypedEvent {
    override val eventName get() = "checkout_start"

    override fun fields(): Map<String, Any?> = mapOf(
        "cart_id" to cartId,
        "item_count" to itemCount,
        "total_cents" to totalCents,
        "currency" to currency,
    )
}

/** A step of the checkout was reached. */
data class CheckoutStep(
    /** The shop's id of the cart. */
    val cartId: String? = null,
    /** Place of the step in the checkout, from 1. */
    val stepNumber: Int? = null,
    /** Name of the step of the checkout. */
    val stepName: String? = null,
    /** How long the step before this one took, in ms. */
    val stepDurationMs: Long? = null,
) : TypedEvent {
    override val eventName get() = "checkout_step"

    override fun fields(): Map<String, Any?> = mapOf(
        "cart_id" to cartId,
        "step_number" to stepNumber,
        "step_name" to stepName,
        "step_duration_ms" to stepDurationMs,
    )
}

/** A purchase was paid. */
data class PurchaseComplete(
    /** The shop's id of the order. */
    val orderId: String,
    /** The shop's id of the cart. */
    val cartId: String? = null,
    /** Number of items in the order. */
    val itemCount: Int? = null,
    /** Sum of the order, in hundredths of the currency. */
    val totalCents: Long? = null,
    /** ISO 4217 code of the currency. */
    val currency: String? = null,
    /** How it was paid, e.g. card. */
    val paymentMethod: String? = null,
    /** What was bought, one entry per product. */
    val items: List<PurchaseItem>? = null,
) : TypedEvent {
    override val eventName get() = "purchase_complete"

    override fun fields(): Map<String, Any?> = mapOf(
        "order_id" to orderId,
        "cart_id" to cartId,
        "item_count" to itemCount,
        "total_cents" to totalCents,
        "currency" to currency,
        "payment_method" to paymentMethod,
        "items" to items,
    )
}

/** A purchase failed. */
data class PurchaseFailed(
    /** The shop's id of the cart. */
    val cartId: String? = null,
    /** The app's code of the error. */
    val errorCode: String? = null,
    /** The error as a person reads it. */
    val errorMessage: String? = null,
    /** How it should have been paid, e.g. card. */
    val paymentMethod: String? = null,
    /** Step of the checkout at which it failed, from 1. */
    val checkoutStep: Int? = null,
) : TypedEvent {
    override val eventName get() = "purchase_failed"

    override fun fields(): Map<String, Any?> = mapOf(
        "cart_id" to cartId,
        "error_code" to errorCode,
        "error_message" to errorMessage,
        "payment_method" to paymentMethod,
        "checkout_step" to checkoutStep,
    )
}

/** The app was started. */
data class AppStart(
    /** Whether the process was started anew, not just resumed. */
    val isColdStart: Boolean? = null,
    /** How long the start of the app took, in ms. */
    val launchDurationMs: Long? = null,
    /** What started the app, e.g. icon, push, deeplink. */
    val launchSource: String? = null,
    /** The deep link that started the app. */
    val deeplinkUrl: String? = null,
) : TypedEvent {
    override val eventName get() = "app_start"

    override fun fields(): Map<String, Any?> = mapOf(
        "is_cold_start" to isColdStart,
        "launch_duration_ms" to launchDurationMs,
        "launch_source" to launchSource,
        "deeplink_url" to deeplinkUrl,
    )
}

/** The app went into the background. */
data class AppBackground(
    /** How long the app had been in the foreground, in ms. */
    val foregroundDurationMs: Long? = null,
    /** Screen that was in view. */
    val currentScreen: String? = null,
) : TypedEvent {
    override val eventName get() = "app_background"

    override fun fields(): Map<String, Any?> = mapOf(
        "foreground_duration_ms" to foregroundDurationMs,
        "current_screen" to currentScreen,
    )
}

/** The app came into the foreground. */
data class AppForeground(
    /** How long the app had been in the background, in ms. */
    val backgroundDurationMs: Long? = null,
    /** Screen that comes into view. */
    val resumeScreen: String? = null,
) : TypedEvent {
    override val eventName get() = "app_foreground"

    override fun fields(): Map<String, Any?> = mapOf(
        "background_duration_ms" to backgroundDurationMs,
        "resume_screen" to resumeScreen,
    )
}

/** The app crashed. */
data class AppCrash(
    /** Kind of the crash, e.g. the exception's class. */
    val crashType: String? = null,
    /** Message of the crash. */
    val crashMessage: String? = null,
    /** Stack trace of the crash. */
    val stackTrace: String? = null,
    /** Screen that was in view. */
    val currentScreen: String? = null,
) : TypedEvent {
    override val eventName get() = "app_crash"

    override fun fields(): Map<String, Any?> = mapOf(
        "crash_type" to crashType,
        "crash_message" to crashMessage,
        "stack_trace" to stackTrace,
        "current_screen" to currentScreen,
    )
}

/** The device changed its network. */
data class NetworkChange(
    /** Network before the change. */
    val previousType: NetworkType? = null,
    /** Network after the change. */
    val currentType: NetworkType? = null,
) : TypedEvent {
    override val eventName get() = "network_change"

    override fun fields(): Map<String, Any?> = mapOf(
        "previous_type" to previousType,
        "current_type" to currentType,
    )
}

/** The app asked for a permission. */
data class PermissionRequest(
    /** Which permission, e.g. camera. */
    val permissionType: String? = null,
    /** Screen on which the app asked. */
    val triggerScreen: String? = null,
) : TypedEvent {
    override val eventName get() = "permission_request"

    override fun fields(): Map<String, Any?> = mapOf(
        "permission_type" to permissionType,
        "trigger_screen" to triggerScreen,
    )
}

/** The person answered a permission request. */
data class PermissionResult(
    /** Which permission, e.g. camera. */
    val permissionType: String? = null,
    /** The person's answer. */
    val status: PermissionResultStatus? = null,
) : TypedEvent {
    override val eventName get() = "permission_result"

    override fun fields(): Map<String, Any?> = mapOf(
        "permission_type" to permissionType,
        "status" to status,
    )
}

/** The device ran low on memory. */
data class MemoryWarning(
    /** Memory that is free, in bytes. */
    val availableMemoryBytes: Long? = null,
    /** Memory that the app uses, in bytes. */
    val usedMemoryBytes: Long? = null,
    /** How short memory is. */
    val level: MemoryWarningLevel? = null,
) : TypedEvent {
    override val eventName get() = "memory_warning"

    override fun fields(): Map<String, Any?> = mapOf(
        "available_memory_bytes" to availableMemoryBytes,
        "used_memory_bytes" to usedMemoryBytes,
        "level" to level,
    )
}

/** The battery's level or state changed. */
data class BatteryChange(
    /** Level of the battery, in percent. */
    val batteryLevel: Int? = null,
    /** State of the battery. */
    val state: BatteryChangeState? = null,
) : TypedEvent {
    override val eventName get() = "battery_change"

    override fun fields(): Map<String, Any?> = mapOf(
        "battery_level" to batteryLevel,
        "state" to state,
    )
}
