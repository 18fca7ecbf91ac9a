// Code generated from proto/src/main/proto/causality/v1/events.proto by sdks/generate. DO NOT EDIT.

/// Direction of a swipe.
public enum SwipeGestureDirection: String {
    case left = "left"
    case right = "right"
    case up = "up"
    case down = "down"
}

/// Direction of a scroll.
public enum ScrollEventDirection: String {
    case up = "up"
    case down = "down"
}

/// Network of a device.
public enum NetworkType: String {
    case wifi = "wifi"
    case cellular2g = "cellular_2g"
    case cellular3g = "cellular_3g"
    case cellular4g = "cellular_4g"
    case cellular5g = "cellular_5g"
    case ethernet = "ethernet"
    case offline = "offline"
}

/// Answer to a permission request.
public enum PermissionResultStatus: String {
    case granted = "granted"
    case denied = "denied"
    case deniedPermanently = "denied_permanently"
}

/// How short memory is.
public enum MemoryWarningLevel: String {
    case low = "low"
    case critical = "critical"
}

/// State of a battery.
public enum BatteryChangeState: String {
    case charging = "charging"
    case discharging = "discharging"
    case full = "full"
}

/// Kind of client.
public enum Platform: String {
    case ios = "ios"
    case android = "android"
    case web = "web"
    case backend = "backend"
    case desktop = "desktop"
}

/// A place on the screen, in density-independent pixels from the top left.
public struct Coordinates: Fields {
    /// Distance from the left edge.
    public var x: Double?
    /// Distance from the top edge.
    public var y: Double?

    public init(
        x: Double? = nil,
        y: Double? = nil
    ) {
        self.x = x
        self.y = y
    }

    public var fields: [String: Any?] {
        [
            "x": x,
            "y": y,
        ]
    }
}

/// One line of an order.
public struct PurchaseItem: Fields {
    /// The shop's id of the product.
    public var productId: String?
    /// Name of the product.
    public var productName: String?
    /// Number of pieces.
    public var quantity: Int32?
    /// Price of one piece, in hundredths of the currency.
    public var priceCents: Int64?

    public init(
        productId: String? = nil,
        productName: String? = nil,
        quantity: Int32? = nil,
        priceCents: Int64? = nil
    ) {
        self.productId = productId
        self.productName = productName
        self.quantity = quantity
        self.priceCents = priceCents
    }

    public var fields: [String: Any?] {
        [
            "product_id": productId,
            "product_name": productName,
            "quantity": quantity,
            "price_cents": priceCents,
        ]
    }
}

/// A person signed in.
public struct UserLogin: TypedEvent {
    /// The app's id of the person.
    public var userId: String?
    /// How the person signed in, e.g. password, google, sso.
    public var method: String?
    /// Whether the account was just made.
    public var isNewUser: Bool?

    public init(
        userId: String? = nil,
        method: String? = nil,
        isNewUser: Bool? = nil
    ) {
        self.userId = userId
        self.method = method
        self.isNewUser = isNewUser
    }

    public var eventName: String { "user_login" }

    public var fields: [String: Any?] {
        [
            "user_id": userId,
            "method": method,
            "is_new_user": isNewUser,
        ]
    }
}

/// A person signed out.
public struct UserLogout: TypedEvent {
    /// The app's id of the person.
    public var userId: String?
    /// Why the person signed out, e.g. user, timeout.
    public var reason: String?

    public init(
        userId: String? = nil,
        reason: String? = nil
    ) {
        self.userId = userId
        self.reason = reason
    }

    public var eventName: String { "user_logout" }

    public var fields: [String: Any?] {
        [
            "user_id": userId,
            "reason": reason,
        ]
    }
}

/// A person created an account.
public struct UserSignup: TypedEvent {
    /// The app's id of the person.
    public var userId: String?
    /// How the account was made, e.g. password, google, sso.
    public var method: String?
    /// What brought the person to the app.
    public var referralSource: String?

    public init(
        userId: String? = nil,
        method: String? = nil,
        referralSource: String? = nil
    ) {
        self.userId = userId
        self.method = method
        self.referralSource = referralSource
    }

    public var eventName: String { "user_signup" }

    public var fields: [String: Any?] {
        [
            "user_id": userId,
            "method": method,
            "referral_source": referralSource,
        ]
    }
}

/// A person changed the profile.
public struct UserProfileUpdate: TypedEvent {
    /// The app's id of the person.
    public var userId: String?
    /// Names of the fields that changed, never their values.
    public var fieldsUpdated: [String]?

    public init(
        userId: String? = nil,
        fieldsUpdated: [String]? = nil
    ) {
        self.userId = userId
        self.fieldsUpdated = fieldsUpdated
    }

    public var eventName: String { "user_profile_update" }

    public var fields: [String: Any?] {
        [
            "user_id": userId,
            "fields_updated": fieldsUpdated,
        ]
    }
}

/// A screen came into view.
public struct ScreenView: TypedEvent {
    /// Name of the screen.
    public var screenName: String
    /// Class of the app's code that draws the screen.
    public var screenClass: String?
    /// Screen that was in view before.
    public var previousScreen: String?
    /// Parameters of the screen.
    public var params: [String: String]?

    public init(
        screenName: String,
        screenClass: String? = nil,
        previousScreen: String? = nil,
        params: [String: String]? = nil
    ) {
        self.screenName = screenName
        self.screenClass = screenClass
        self.previousScreen = previousScreen
        self.params = params
    }

    public var eventName: String { "screen_view" }

    public var fields: [String: Any?] {
        [
            "screen_name": screenName,
            "screen_class": screenClass,
            "previous_screen": previousScreen,
            "params": params,
        ]
    }
}

/// A screen was left.
public struct ScreenExit: TypedEvent {
    /// Name of the screen.
    public var screenName: String
    /// How long the screen was in view, in ms.
    public var durationMs: Int64?
    /// Screen that comes into view instead.
    public var nextScreen: String?

    public init(
        screenName: String,
        durationMs: Int64? = nil,
        nextScreen: String? = nil
    ) {
        self.screenName = screenName
        self.durationMs = durationMs
        self.nextScreen = nextScreen
    }

    public var eventName: String { "screen_exit" }

    public var fields: [String: Any?] {
        [
            "screen_name": screenName,
            "duration_ms": durationMs,
            "next_screen": nextScreen,
        ]
    }
}

/// A button was tapped or clicked.
public struct ButtonTap: TypedEvent {
    /// The app's id of the button.
    public var buttonId: String
    /// Text on the button.
    public var buttonText: String?
    /// Screen on which it lies.
    public var screenName: String?
    /// Where it was tapped.
    public var coordinates: Coordinates?

    public init(
        buttonId: String,
        buttonText: String? = nil,
        screenName: String? = nil,
        coordinates: Coordinates? = nil
    ) {
        self.buttonId = buttonId
        self.buttonText = buttonText
        self.screenName = screenName
        self.coordinates = coordinates
    }

    public var eventName: String { "button_tap" }

    public var fields: [String: Any?] {
        [
            "button_id": buttonId,
            "button_text": buttonText,
            "screen_name": screenName,
            "coordinates": coordinates?.json,
        ]
    }
}

/// A swipe.
public struct SwipeGesture: TypedEvent {
    /// Direction of the movement.
    public var direction: SwipeGestureDirection?
    /// Screen on which it happened.
    public var screenName: String?
    /// Where the swipe began.
    public var start: Coordinates?
    /// Where the swipe ended.
    public var end: Coordinates?
    /// How long the swipe took, in ms.
    public var durationMs: Int64?

    public init(
        direction: SwipeGestureDirection? = nil,
        screenName: String? = nil,
        start: Coordinates? = nil,
        end: Coordinates? = nil,
        durationMs: Int64? = nil
    ) {
        self.direction = direction
        self.screenName = screenName
        self.start = start
        self.end = end
        self.durationMs = durationMs
    }

    public var eventName: String { "swipe_gesture" }

    public var fields: [String: Any?] {
        [
            "direction": direction?.rawValue,
            "screen_name": screenName,
            "start": start?.json,
            "end": end?.json,
            "duration_ms": durationMs,
        ]
    }
}

/// A container was scrolled.
public struct ScrollEvent: TypedEvent {
    /// Screen on which it happened.
    public var screenName: String?
    /// The app's id of the container.
    public var containerId: String?
    /// How far down, in percent of the content.
    public var scrollDepthPercent: Int32?
    /// Direction of the movement.
    public var direction: ScrollEventDirection?

    public init(
        screenName: String? = nil,
        containerId: String? = nil,
        scrollDepthPercent: Int32? = nil,
        direction: ScrollEventDirection? = nil
    ) {
        self.screenName = screenName
        self.containerId = containerId
        self.scrollDepthPercent = scrollDepthPercent
        self.direction = direction
    }

    public var eventName: String { "scroll_event" }

    public var fields: [String: Any?] {
        [
            "screen_name": screenName,
            "container_id": containerId,
            "scroll_depth_percent": scrollDepthPercent,
            "direction": direction?.rawValue,
        ]
    }
}

/// Text was entered into a field.
public struct TextInput: TypedEvent {
    /// The app's id of the field.
    public var fieldId: String
    /// Kind of the field, e.g. email.
    public var fieldType: String?
    /// Screen on which it lies.
    public var screenName: String?
    /// Number of characters in the field.
    public var textLength: Int32?
    /// How long the input took, in ms.
    public var inputDurationMs: Int64?

    public init(
        fieldId: String,
        fieldType: String? = nil,
        screenName: String? = nil,
        textLength: Int32? = nil,
        inputDurationMs: Int64? = nil
    ) {
        self.fieldId = fieldId
        self.fieldType = fieldType
        self.screenName = screenName
        self.textLength = textLength
        self.inputDurationMs = inputDurationMs
    }

    public var eventName: String { "text_input" }

    public var fields: [String: Any?] {
        [
            "field_id": fieldId,
            "field_type": fieldType,
            "screen_name": screenName,
            "text_length": textLength,
            "input_duration_ms": inputDurationMs,
        ]
    }
}

/// An element was pressed for long.
public struct LongPress: TypedEvent {
    /// The app's id of the element.
    public var elementId: String?
    /// Screen on which it lies.
    public var screenName: String?
    /// Where it was pressed.
    public var coordinates: Coordinates?
    /// How long the press lasted, in ms.
    public var durationMs: Int64?

    public init(
        elementId: String? = nil,
        screenName: String? = nil,
        coordinates: Coordinates? = nil,
        durationMs: Int64? = nil
    ) {
        self.elementId = elementId
        self.screenName = screenName
        self.coordinates = coordinates
        self.durationMs = durationMs
    }

    public var eventName: String { "long_press" }

    public var fields: [String: Any?] {
        [
            "element_id": elementId,
            "screen_name": screenName,
            "coordinates": coordinates?.json,
            "duration_ms": durationMs,
        ]
    }
}

/// An element was tapped twice.
public struct DoubleTap: TypedEvent {
    /// The app's id of the element.
    public var elementId: String?
    /// Screen on which it lies.
    public var screenName: String?
    /// Where it was tapped.
    public var coordinates: Coordinates?

    public init(
        elementId: String? = nil,
        screenName: String? = nil,
        coordinates: Coordinates? = nil
    ) {
        self.elementId = elementId
        self.screenName = screenName
        self.coordinates = coordinates
    }

    public var eventName: String { "double_tap" }

    public var fields: [String: Any?] {
        [
            "element_id": elementId,
            "screen_name": screenName,
            "coordinates": coordinates?.json,
        ]
    }
}

/// A product was looked at.
public struct ProductView: TypedEvent {
    /// The shop's id of the product.
    public var productId: String
    /// Name of the product.
    public var productName: String?
    /// Category of the product.
    public var category: String?
    /// Price of one piece, in hundredths of the currency.
    public var priceCents: Int64?
    /// ISO 4217 code of the currency.
    public var currency: String?
    /// What led the person to the product, e.g. search.
    public var source: String?

    public init(
        productId: String,
        productName: String? = nil,
        category: String? = nil,
        priceCents: Int64? = nil,
        currency: String? = nil,
        source: String? = nil
    ) {
        self.productId = productId
        self.productName = productName
        self.category = category
        self.priceCents = priceCents
        self.currency = currency
        self.source = source
    }

    public var eventName: String { "product_view" }

    public var fields: [String: Any?] {
        [
            "product_id": productId,
            "product_name": productName,
            "category": category,
            "price_cents": priceCents,
            "currency": currency,
            "source": source,
        ]
    }
}

/// A product was put into the cart.
public struct AddToCart: TypedEvent {
    /// The shop's id of the product.
    public var productId: String
    /// Name of the product.
    public var productName: String?
    /// Number of pieces.
    public var quantity: Int32?
    /// Price of one piece, in hundredths of the currency.
    public var priceCents: Int64?
    /// ISO 4217 code of the currency.
    public var currency: String?
    /// The shop's id of the cart.
    public var cartId: String?

    public init(
        productId: String,
        productName: String? = nil,
        quantity: Int32? = nil,
        priceCents: Int64? = nil,
        currency: String? = nil,
        cartId: String? = nil
    ) {
        self.productId = productId
        self.productName = productName
        self.quantity = quantity
        self.priceCents = priceCents
        self.currency = currency
        self.cartId = cartId
    }

    public var eventName: String { "add_to_cart" }

    public var fields: [String: Any?] {
        [
            "product_id": productId,
            "product_name": productName,
            "quantity": quantity,
            "price_cents": priceCents,
            "currency": currency,
            "cart_id": cartId,
        ]
    }
}

/// A product was taken out of the cart.
public struct RemoveFromCart: TypedEvent {
    /// The shop's id of the product.
    public var productId: String
    /// Number of pieces.
    public var quantity: Int32?
    /// The shop's id of the cart.
    public var cartId: String?
    /// Why it was taken out, e.g. user, sold_out.
    public var reason: String?

    public init(
        productId: String,
        quantity: Int32? = nil,
        cartId: String? = nil,
        reason: String? = nil
    ) {
        self.productId = productId
        self.quantity = quantity
        self.cartId = cartId
        self.reason = reason
    }

    public var eventName: String { "remove_from_cart" }

    public var fields: [String: Any?] {
        [
            "product_id": productId,
            "quantity": quantity,
            "cart_id": cartId,
            "reason": reason,
        ]
    }
}

/// The checkout began.
public struct CheckoutStart: TypedEvent {
    /// The shop's id of the cart.
    public var cartId: String?
    /// Number of items in the cart.
    public var itemCount: Int32?
    /// Sum of the cart, in hundredths of the currency.
    public var totalCents: Int64?
    /// ISO 4217 code of the currency.
    public var currency: String?

    public init(
        cartId: String? = nil,
        itemCount: Int32? = nil,
        totalCents: Int64? = nil,
        currency: String? = nil
    ) {
        self.cartId = cartId
        self.itemCount = itemCount
        self.totalCents = totalCents
        self.currency = currency
    }

    public var eventName: String { "checkout_start" }

    public var fields: [String: Any?] {
        [
            "cart_id": cartId,
            "item_count": itemCount,
            "total_cents": totalCents,
            "currency": currency,
        ]
    }
}

/// A step of the checkout was reached.
public struct CheckoutStep: TypedEvent {
    /// The shop's id of the cart.
    public var cartId: String?
    /// Place of the step in the checkout, from 1.
    public var stepNumber: Int32?
    /// Name of the step of the checkout.
    public var stepName: String?
    /// How long the step before this one took, in ms.
    public var stepDurationMs: Int64?

    public init(
        cartId: String? = nil,
        stepNumber: Int32? = nil,
        stepName: String? = nil,
        stepDurationMs: Int64? = nil
    ) {
        self.cartId = cartId
        self.stepNumber = stepNumber
        self.stepName = stepName
        self.stepDurationMs = stepDurationMs
    }

    public var eventName: String { "checkout_step" }

    public var fields: [String: Any?] {
        [
            "cart_id": cartId,
            "step_number": stepNumber,
            "step_name": stepName,
            "step_duration_ms": stepDurationMs,
        ]
    }
}

/// A purchase was paid.
public struct PurchaseComplete: TypedEvent {
    /// The shop's id of the order.
    public var orderId: String
    /// The shop's id of the cart.
    public var cartId: String?
    /// Number of items in the order.
    public var itemCount: Int32?
    /// Sum of the order, in hundredths of the currency.
    public var totalCents: Int64?
    /// ISO 4217 code of the currency.
    public var currency: String?
    /// How it was paid, e.g. card.
    public var paymentMethod: String?
    /// What was bought, one entry per product.
    public var items: [PurchaseItem]?

    public init(
        orderId: String,
        cartId: String? = nil,
        itemCount: Int32? = nil,
        totalCents: Int64? = nil,
        currency: String? = nil,
        paymentMethod: String? = nil,
        items: [PurchaseItem]? = nil
    ) {
        self.orderId = orderId
        self.cartId = cartId
        self.itemCount = itemCount
        self.totalCents = totalCents
        self.currency = currency
        self.paymentMethod = paymentMethod
        self.items = items
    }

    public var eventName: String { "purchase_complete" }

    public var fields: [String: Any?] {
        [
            "order_id": orderId,
            "cart_id": cartId,
            "item_count": itemCount,
            "total_cents": totalCents,
            "currency": currency,
            "payment_method": paymentMethod,
            "items": items?.map { $0.json },
        ]
    }
}

/// A purchase failed.
public struct PurchaseFailed: TypedEvent {
    /// The shop's id of the cart.
    public var cartId: String?
    /// The app's code of the error.
    public var errorCode: String?
    /// The error as a person reads it.
    public var errorMessage: String?
    /// How it should have been paid, e.g. card.
    public var paymentMethod: String?
    /// Step of the checkout at which it failed, from 1.
    public var checkoutStep: Int32?

    public init(
        cartId: String? = nil,
        errorCode: String? = nil,
        errorMessage: String? = nil,
        paymentMethod: String? = nil,
        checkoutStep: Int32? = nil
    ) {
        self.cartId = cartId
        self.errorCode = errorCode
        self.errorMessage = errorMessage
        self.paymentMethod = paymentMethod
        self.checkoutStep = checkoutStep
    }

    public var eventName: String { "purchase_failed" }

    public var fields: [String: Any?] {
        [
            "cart_id": cartId,
            "error_code": errorCode,
            "error_message": errorMessage,
            "payment_method": paymentMethod,
            "checkout_step": checkoutStep,
        ]
    }
}

/// The app was started.
public struct AppStart: TypedEvent {
    /// Whether the process was started anew, not just resumed.
    public var isColdStart: Bool?
    /// How long the start of the app took, in ms.
    public var launchDurationMs: Int64?
    /// What started the app, e.g. icon, push, deeplink.
    public var launchSource: String?
    /// The deep link that started the app.
    public var deeplinkUrl: String?

    public init(
        isColdStart: Bool? = nil,
        launchDurationMs: Int64? = nil,
        launchSource: String? = nil,
        deeplinkUrl: String? = nil
    ) {
        self.isColdStart = isColdStart
        self.launchDurationMs = launchDurationMs
        self.launchSource = launchSource
        self.deeplinkUrl = deeplinkUrl
    }

    public var eventName: String { "app_start" }

    public var fields: [String: Any?] {
        [
            "is_cold_start": isColdStart,
            "launch_duration_ms": launchDurationMs,
            "launch_source": launchSource,
            "deeplink_url": deeplinkUrl,
        ]
    }
}

/// The app went into the background.
public struct AppBackground: TypedEvent {
    /// How long the app had been in the foreground, in ms.
    public var foregroundDurationMs: Int64?
    /// Screen that was in view.
    public var currentScreen: String?

    public init(
        foregroundDurationMs: Int64? = nil,
        currentScreen: String? = nil
    ) {
        self.foregroundDurationMs = foregroundDurationMs
        self.currentScreen = currentScreen
    }

    public var eventName: String { "app_background" }

    public var fields: [String: Any?] {
        [
            "foreground_duration_ms": foregroundDurationMs,
            "current_screen": currentScreen,
        ]
    }
}

/// The app came into the foreground.
public struct AppForeground: TypedEvent {
    /// How long the app had been in the background, in ms.
    public var backgroundDurationMs: Int64?
    /// Screen that comes into view.
    public var resumeScreen: String?

    public init(
        backgroundDurationMs: Int64? = nil,
        resumeScreen: String? = nil
    ) {
        self.backgroundDurationMs = backgroundDurationMs
        self.resumeScreen = resumeScreen
    }

    public var eventName: String { "app_foreground" }

    public var fields: [String: Any?] {
        [
            "background_duration_ms": backgroundDurationMs,
            "resume_screen": resumeScreen,
        ]
    }
}

/// The app crashed.
public struct AppCrash: TypedEvent {
    /// Kind of the crash, e.g. the exception's class.
    public var crashType: String?
    /// Message of the crash.
    public var crashMessage: String?
    /// Stack trace of the crash.
    public var stackTrace: String?
    /// Screen that was in view.
    public var currentScreen: String?

    public init(
        crashType: String? = nil,
        crashMessage: String? = nil,
        stackTrace: String? = nil,
        currentScreen: String? = nil
    ) {
        self.crashType = crashType
        self.crashMessage = crashMessage
        self.stackTrace = stackTrace
        self.currentScreen = currentScreen
    }

    public var eventName: String { "app_crash" }

    public var fields: [String: Any?] {
        [
            "crash_type": crashType,
            "crash_message": crashMessage,
            "stack_trace": stackTrace,
            "current_screen": currentScreen,
        ]
    }
}

/// The device changed its network.
public struct NetworkChange: TypedEvent {
    /// Network before the change.
    public var previousType: NetworkType?
    /// Network after the change.
    public var currentType: NetworkType?

    public init(
        previousType: NetworkType? = nil,
        currentType: NetworkType? = nil
    ) {
        self.previousType = previousType
        self.currentType = currentType
    }

    public var eventName: String { "network_change" }

    public var fields: [String: Any?] {
        [
            "previous_type": previousType?.rawValue,
            "current_type": currentType?.rawValue,
        ]
    }
}

/// The app asked for a permission.
public struct PermissionRequest: TypedEvent {
    /// Which permission, e.g. camera.
    public var permissionType: String?
    /// Screen on which the app asked.
    public var triggerScreen: String?

    public init(
        permissionType: String? = nil,
        triggerScreen: String? = nil
    ) {
        self.permissionType = permissionType
        self.triggerScreen = triggerScreen
    }

    public var eventName: String { "permission_request" }

    public var fields: [String: Any?] {
        [
            "permission_type": permissionType,
            "trigger_screen": triggerScreen,
        ]
    }
}

/// The person answered a permission request.
public struct PermissionResult: TypedEvent {
    /// Which permission, e.g. camera.
    public var permissionType: String?
    /// The person's answer.
    public var status: PermissionResultStatus?

    public init(
        permissionType: String? = nil,
        status: PermissionResultStatus? = nil
    ) {
        self.permissionType = permissionType
        self.status = status
    }

    public var eventName: String { "permission_result" }

    public var fields: [String: Any?] {
        [
            "permission_type": permissionType,
            "status": status?.rawValue,
        ]
    }
}

/// The device ran low on memory.
public struct MemoryWarning: TypedEvent {
    /// Memory that is free, in bytes.
    public var availableMemoryBytes: Int64?
    /// Memory that the app uses, in bytes.
    public var usedMemoryBytes: Int64?
    /// How short memory is.
    public var level: MemoryWarningLevel?

    public init(
        availableMemoryBytes: Int64? = nil,
        usedMemoryBytes: Int64? = nil,
        level: MemoryWarningLevel? = nil
    ) {
        self.availableMemoryBytes = availableMemoryBytes
        self.usedMemoryBytes = usedMemoryBytes
        self.level = level
    }

    public var eventName: String { "memory_warning" }

    public var fields: [String: Any?] {
        [
            "available_memory_bytes": availableMemoryBytes,
            "used_memory_bytes": usedMemoryBytes,
            "level": level?.rawValue,
        ]
    }
}

/// The battery's level or state changed.
public struct BatteryChange: TypedEvent {
    /// Level of the battery, in percent.
    public var batteryLevel: Int32?
    /// State of the battery.
    public var state: BatteryChangeState?

    public init(
        batteryLevel: Int32? = nil,
        state: BatteryChangeState? = nil
    ) {
        self.batteryLevel = batteryLevel
        self.state = state
    }

    public var eventName: String { "battery_change" }

    public var fields: [String: Any?] {
        [
            "battery_level": batteryLevel,
            "state": state?.rawValue,
        ]
    }
}
