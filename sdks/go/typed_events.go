// Code generated from proto/src/main/proto/causality/v1/events.proto by sdks/generate. DO NOT EDIT.

package causality

// SwipeGestureDirection: direction of a swipe.
type SwipeGestureDirection string

// The values of SwipeGestureDirection.
const (
	SwipeGestureDirectionLeft  SwipeGestureDirection = "left"
	SwipeGestureDirectionRight SwipeGestureDirection = "right"
	SwipeGestureDirectionUp    SwipeGestureDirection = "up"
	SwipeGestureDirectionDown  SwipeGestureDirection = "down"
)

// ScrollEventDirection: direction of a scroll.
type ScrollEventDirection string

// The values of ScrollEventDirection.
const (
	ScrollEventDirectionUp   ScrollEventDirection = "up"
	ScrollEventDirectionDown ScrollEventDirection = "down"
)

// NetworkType: network of a device.
type NetworkType string

// The values of NetworkType.
const (
	NetworkTypeWifi       NetworkType = "wifi"
	NetworkTypeCellular2g NetworkType = "cellular_2g"
	NetworkTypeCellular3g NetworkType = "cellular_3g"
	NetworkTypeCellular4g NetworkType = "cellular_4g"
	NetworkTypeCellular5g NetworkType = "cellular_5g"
	NetworkTypeEthernet   NetworkType = "ethernet"
	NetworkTypeOffline    NetworkType = "offline"
)

// PermissionResultStatus: answer to a permission request.
type PermissionResultStatus string

// The values of PermissionResultStatus.
const (
	PermissionResultStatusGranted           PermissionResultStatus = "granted"
	PermissionResultStatusDenied            PermissionResultStatus = "denied"
	PermissionResultStatusDeniedPermanently PermissionResultStatus = "denied_permanently"
)

// MemoryWarningLevel: how short memory is.
type MemoryWarningLevel string

// The values of MemoryWarningLevel.
const (
	MemoryWarningLevelLow      MemoryWarningLevel = "low"
	MemoryWarningLevelCritical MemoryWarningLevel = "critical"
)

// BatteryChangeState: state of a battery.
type BatteryChangeState string

// The values of BatteryChangeState.
const (
	BatteryChangeStateCharging    BatteryChangeState = "charging"
	BatteryChangeStateDischarging BatteryChangeState = "discharging"
	BatteryChangeStateFull        BatteryChangeState = "full"
)

// Platform: kind of client.
type Platform string

// The values of Platform.
const (
	PlatformIos     Platform = "ios"
	PlatformAndroid Platform = "android"
	PlatformWeb     Platform = "web"
	PlatformBackend Platform = "backend"
	PlatformDesktop Platform = "desktop"
)

// Coordinates: a place on the screen, in density-independent pixels from the top left.
type Coordinates struct {
	// Distance from the left edge.
	X *float64
	// Distance from the top edge.
	Y *float64
}

func (v Coordinates) appendFields(w *fieldWriter) {
	if v.X != nil {
		w.float("x", *v.X)
	}
	if v.Y != nil {
		w.float("y", *v.Y)
	}
}

// PurchaseItem: one line of an order.
type PurchaseItem struct {
	// The shop's id of the product.
	ProductID string
	// Name of the product.
	ProductName string
	// Number of pieces.
	Quantity *int32
	// Price of one piece, in hundredths of the currency.
	PriceCents *int64
}

func (v PurchaseItem) appendFields(w *fieldWriter) {
	w.text("product_id", v.ProductID)
	w.text("product_name", v.ProductName)
	if v.Quantity != nil {
		w.integer("quantity", int64(*v.Quantity))
	}
	if v.PriceCents != nil {
		w.integer("price_cents", int64(*v.PriceCents))
	}
}

// UserLogin: a person signed in.
type UserLogin struct {
	// The app's id of the person.
	UserID string
	// How the person signed in, e.g. password, google, sso.
	Method string
	// Whether the account was just made.
	IsNewUser *bool
}

func (v UserLogin) appendFields(w *fieldWriter) {
	w.text("user_id", v.UserID)
	w.text("method", v.Method)
	if v.IsNewUser != nil {
		w.boolean("is_new_user", *v.IsNewUser)
	}
}

// EventName is "user_login".
func (UserLogin) EventName() string { return "user_login" }

// UserLogout: a person signed out.
type UserLogout struct {
	// The app's id of the person.
	UserID string
	// Why the person signed out, e.g. user, timeout.
	Reason string
}

func (v UserLogout) appendFields(w *fieldWriter) {
	w.text("user_id", v.UserID)
	w.text("reason", v.Reason)
}

// EventName is "user_logout".
func (UserLogout) EventName() string { return "user_logout" }

// UserSignup: a person created an account.
type UserSignup struct {
	// The app's id of the person.
	UserID string
	// How the account was made, e.g. password, google, sso.
	Method string
	// What brought the person to the app.
	ReferralSource string
}

func (v UserSignup) appendFields(w *fieldWriter) {
	w.text("user_id", v.UserID)
	w.text("method", v.Method)
	w.text("referral_source", v.ReferralSource)
}

// EventName is "user_signup".
func (UserSignup) EventName() string { return "user_signup" }

// UserProfileUpdate: a person changed the profile.
type UserProfileUpdate struct {
	// The app's id of the person.
	UserID string
	// Names of the fields that changed, never their values.
	FieldsUpdated []string
}

func (v UserProfileUpdate) appendFields(w *fieldWriter) {
	w.text("user_id", v.UserID)
	w.texts("fields_updated", v.FieldsUpdated)
}

// EventName is "user_profile_update".
func (UserProfileUpdate) EventName() string { return "user_profile_update" }

// ScreenView: a screen came into view.
type ScreenView struct {
	// Name of the screen; required.
	ScreenName string
	// Class of the app's code that draws the screen.
	ScreenClass string
	// Screen that was in view before.
	PreviousScreen string
	// Parameters of the screen.
	Params map[string]string
}

func (v ScreenView) appendFields(w *fieldWriter) {
	w.required("screen_name", v.ScreenName)
	w.text("screen_class", v.ScreenClass)
	w.text("previous_screen", v.PreviousScreen)
	w.textMap("params", v.Params)
}

// EventName is "screen_view".
func (ScreenView) EventName() string { return "screen_view" }

// ScreenExit: a screen was left.
type ScreenExit struct {
	// Name of the screen; required.
	ScreenName string
	// How long the screen was in view, in ms.
	DurationMs *int64
	// Screen that comes into view instead.
	NextScreen string
}

func (v ScreenExit) appendFields(w *fieldWriter) {
	w.required("screen_name", v.ScreenName)
	if v.DurationMs != nil {
		w.integer("duration_ms", int64(*v.DurationMs))
	}
	w.text("next_screen", v.NextScreen)
}

// EventName is "screen_exit".
func (ScreenExit) EventName() string { return "screen_exit" }

// ButtonTap: a button was tapped or clicked.
type ButtonTap struct {
	// The app's id of the button; required.
	ButtonID string
	// Text on the button.
	ButtonText string
	// Screen on which it lies.
	ScreenName string
	// Where it was tapped.
	Coordinates *Coordinates
}

func (v ButtonTap) appendFields(w *fieldWriter) {
	w.required("button_id", v.ButtonID)
	w.text("button_text", v.ButtonText)
	w.text("screen_name", v.ScreenName)
	if v.Coordinates != nil {
		w.begin("coordinates", '{')
		v.Coordinates.appendFields(w)
		w.end('}')
	}
}

// EventName is "button_tap".
func (ButtonTap) EventName() string { return "button_tap" }

// SwipeGesture: a swipe.
type SwipeGesture struct {
	// Direction of the movement.
	Direction SwipeGestureDirection
	// Screen on which it happened.
	ScreenName string
	// Where the swipe began.
	Start *Coordinates
	// Where the swipe ended.
	End *Coordinates
	// How long the swipe took, in ms.
	DurationMs *int64
}

func (v SwipeGesture) appendFields(w *fieldWriter) {
	w.text("direction", string(v.Direction))
	w.text("screen_name", v.ScreenName)
	if v.Start != nil {
		w.begin("start", '{')
		v.Start.appendFields(w)
		w.end('}')
	}
	if v.End != nil {
		w.begin("end", '{')
		v.End.appendFields(w)
		w.end('}')
	}
	if v.DurationMs != nil {
		w.integer("duration_ms", int64(*v.DurationMs))
	}
}

// EventName is "swipe_gesture".
func (SwipeGesture) EventName() string { return "swipe_gesture" }

// ScrollEvent: a container was scrolled.
type ScrollEvent struct {
	// Screen on which it happened.
	ScreenName string
	// The app's id of the container.
	ContainerID string
	// How far down, in percent of the content.
	ScrollDepthPercent *int32
	// Direction of the movement.
	Direction ScrollEventDirection
}

func (v ScrollEvent) appendFields(w *fieldWriter) {
	w.text("screen_name", v.ScreenName)
	w.text("container_id", v.ContainerID)
	if v.ScrollDepthPercent != nil {
		w.integer("scroll_depth_percent", int64(*v.ScrollDepthPercent))
	}
	w.text("direction", string(v.Direction))
}

// EventName is "scroll_event".
func (ScrollEvent) EventName() string { return "scroll_event" }

// TextInput: text was entered into a field.
type TextInput struct {
	// The app's id of the field; required.
	FieldID string
	// Kind of the field, e.g. email.
	FieldType string
	// Screen on which it lies.
	ScreenName string
	// Number of characters in the field.
	TextLength *int32
	// How long the input took, in ms.
	InputDurationMs *int64
}

func (v TextInput) appendFields(w *fieldWriter) {
	w.required("field_id", v.FieldID)
	w.text("field_type", v.FieldType)
	w.text("screen_name", v.ScreenName)
	if v.TextLength != nil {
		w.integer("text_length", int64(*v.TextLength))
	}
	if v.InputDurationMs != nil {
		w.integer("input_duration_ms", int64(*v.InputDurationMs))
	}
}

// EventName is "text_input".
func (TextInput) EventName() string { return "text_input" }

// LongPress: an element was pressed for long.
type LongPress struct {
	// The app's id of the element.
	ElementID string
	// Screen on which it lies.
	ScreenName string
	// Where it was pressed.
	Coordinates *Coordinates
	// How long the press lasted, in ms.
	DurationMs *int64
}

func (v LongPress) appendFields(w *fieldWriter) {
	w.text("element_id", v.ElementID)
	w.text("screen_name", v.ScreenName)
	if v.Coordinates != nil {
		w.begin("coordinates", '{')
		v.Coordinates.appendFields(w)
		w.end('}')
	}
	if v.DurationMs != nil {
		w.integer("duration_ms", int64(*v.DurationMs))
	}
}

// EventName is "long_press".
func (LongPress) EventName() string { return "long_press" }

// DoubleTap: an element was tapped twice.
type DoubleTap struct {
	// The app's id of the element.
	ElementID string
	// Screen on which it lies.
	ScreenName string
	// Where it was tapped.
	Coordinates *Coordinates
}

func (v DoubleTap) appendFields(w *fieldWriter) {
	w.text("element_id", v.ElementID)
	w.text("screen_name", v.ScreenName)
	if v.Coordinates != nil {
		w.begin("coordinates", '{')
		v.Coordinates.appendFields(w)
		w.end('}')
	}
}

// EventName is "double_tap".
func (DoubleTap) EventName() string { return "double_tap" }

// ProductView: a product was looked at.
type ProductView struct {
	// The shop's id of the product; required.
	ProductID string
	// Name of the product.
	ProductName string
	// Category of the product.
	Category string
	// Price of one piece, in hundredths of the currency.
	PriceCents *int64
	// ISO 4217 code of the currency.
	Currency string
	// What led the person to the product, e.g. search.
	Source string
}

func (v ProductView) appendFields(w *fieldWriter) {
	w.required("product_id", v.ProductID)
	w.text("product_name", v.ProductName)
	w.text("category", v.Category)
	if v.PriceCents != nil {
		w.integer("price_cents", int64(*v.PriceCents))
	}
	w.text("currency", v.Currency)
	w.text("source", v.Source)
}

// EventName is "product_view".
func (ProductView) EventName() string { return "product_view" }

// AddToCart: a product was put into the cart.
type AddToCart struct {
	// The shop's id of the product; required.
	ProductID string
	// Name of the product.
	ProductName string
	// Number of pieces.
	Quantity *int32
	// Price of one piece, in hundredths of the currency.
	PriceCents *int64
	// ISO 4217 code of the currency.
	Currency string
	// The shop's id of the cart.
	CartID string
}

func (v AddToCart) appendFields(w *fieldWriter) {
	w.required("product_id", v.ProductID)
	w.text("product_name", v.ProductName)
	if v.Quantity != nil {
		w.integer("quantity", int64(*v.Quantity))
	}
	if v.PriceCents != nil {
		w.integer("price_cents", int64(*v.PriceCents))
	}
	w.text("currency", v.Currency)
	w.text("cart_id", v.CartID)
}

// EventName is "add_to_cart".
func (AddToCart) EventName() string { return "add_to_cart" }

// RemoveFromCart: a product was taken out of the cart.
type RemoveFromCart struct {
	// The shop's id of the product; required.
	ProductID string
	// Number of pieces.
	Quantity *int32
	// The shop's id of the cart.
	CartID string
	// Why it was taken out, e.g. user, sold_out.
	Reason string
}

func (v RemoveFromCart) appendFields(w *fieldWriter) {
	w.required("product_id", v.ProductID)
	if v.Quantity != nil {
		w.integer("quantity", int64(*v.Quantity))
	}
	w.text("cart_id", v.CartID)
	w.text("reason", v.Reason)
}

// EventName is "remove_from_cart".
func (RemoveFromCart) EventName() string { return "remove_from_cart" }

// CheckoutStart: the checkout began.
type CheckoutStart struct {
	// The shop's id of the cart.
	CartID string
	// Number of items in the cart.
	ItemCount *int32
	// Sum of the cart, in hundredths of the currency.
	TotalCents *int64
	// ISO 4217 code of the currency.
	Currency string
}

func (v CheckoutStart) appendFields(w *fieldWriter) {
	w.text("cart_id", v.CartID)
	if v.ItemCount != nil {
		w.integer("item_count", int64(*v.ItemCount))
	}
	if v.TotalCents != nil {
		w.integer("total_cents", int64(*v.TotalCents))
	}
	w.text("currency", v.Currency)
}

// EventName is "checkout_start".
func (CheckoutStart) EventName() string { return "checkout_start" }

// CheckoutStep: a step of the checkout was reached.
type CheckoutStep struct {
	// The shop's id of the cart.
	CartID string
	// Place of the step in the checkout, from 1.
	StepNumber *int32
	// Name of the step of the checkout.
	StepName string
	// How long the step before this one took, in ms.
	StepDurationMs *int64
}

func (v CheckoutStep) appendFields(w *fieldWriter) {
	w.text("cart_id", v.CartID)
	if v.StepNumber != nil {
		w.integer("step_number", int64(*v.StepNumber))
	}
	w.text("step_name", v.StepName)
	if v.StepDurationMs != nil {
		w.integer("step_duration_ms", int64(*v.StepDurationMs))
	}
}

// EventName is "checkout_step".
func (CheckoutStep) EventName() string { return "checkout_step" }

// PurchaseComplete: a purchase was paid.
type PurchaseComplete struct {
	// The shop's id of the order; required.
	OrderID string
	// The shop's id of the cart.
	CartID string
	// Number of items in the order.
	ItemCount *int32
	// Sum of the order, in hundredths of the currency.
	TotalCents *int64
	// ISO 4217 code of the currency.
	Currency string
	// How it was paid, e.g. card.
	PaymentMethod string
	// What was bought, one entry per product.
	Items []PurchaseItem
}

func (v PurchaseComplete) appendFields(w *fieldWriter) {
	w.required("order_id", v.OrderID)
	w.text("cart_id", v.CartID)
	if v.ItemCount != nil {
		w.integer("item_count", int64(*v.ItemCount))
	}
	if v.TotalCents != nil {
		w.integer("total_cents", int64(*v.TotalCents))
	}
	w.text("currency", v.Currency)
	w.text("payment_method", v.PaymentMethod)
	if len(v.Items) > 0 {
		w.begin("items", '[')
		for _, item := range v.Items {
			w.item('{')
			item.appendFields(w)
			w.end('}')
		}
		w.end(']')
	}
}

// EventName is "purchase_complete".
func (PurchaseComplete) EventName() string { return "purchase_complete" }

// PurchaseFailed: a purchase failed.
type PurchaseFailed struct {
	// The shop's id of the cart.
	CartID string
	// The app's code of the error.
	ErrorCode string
	// The error as a person reads it.
	ErrorMessage string
	// How it should have been paid, e.g. card.
	PaymentMethod string
	// Step of the checkout at which it failed, from 1.
	CheckoutStep *int32
}

func (v PurchaseFailed) appendFields(w *fieldWriter) {
	w.text("cart_id", v.CartID)
	w.text("error_code", v.ErrorCode)
	w.text("error_message", v.ErrorMessage)
	w.text("payment_method", v.PaymentMethod)
	if v.CheckoutStep != nil {
		w.integer("checkout_step", int64(*v.CheckoutStep))
	}
}

// EventName is "purchase_failed".
func (PurchaseFailed) EventName() string { return "purchase_failed" }

// AppStart: the app was started.
type AppStart struct {
	// Whether the process was started anew, not just resumed.
	IsColdStart *bool
	// How long the start of the app took, in ms.
	LaunchDurationMs *int64
	// What started the app, e.g. icon, push, deeplink.
	LaunchSource string
	// The deep link that started the app.
	DeeplinkURL string
}

func (v AppStart) appendFields(w *fieldWriter) {
	if v.IsColdStart != nil {
		w.boolean("is_cold_start", *v.IsColdStart)
	}
	if v.LaunchDurationMs != nil {
		w.integer("launch_duration_ms", int64(*v.LaunchDurationMs))
	}
	w.text("launch_source", v.LaunchSource)
	w.text("deeplink_url", v.DeeplinkURL)
}

// EventName is "app_start".
func (AppStart) EventName() string { return "app_start" }

// AppBackground: the app went into the background.
type AppBackground struct {
	// How long the app had been in the foreground, in ms.
	ForegroundDurationMs *int64
	// Screen that was in view.
	CurrentScreen string
}

func (v AppBackground) appendFields(w *fieldWriter) {
	if v.ForegroundDurationMs != nil {
		w.integer("foreground_duration_ms", int64(*v.ForegroundDurationMs))
	}
	w.text("current_screen", v.CurrentScreen)
}

// EventName is "app_background".
func (AppBackground) EventName() string { return "app_background" }

// AppForeground: the app came into the foreground.
type AppForeground struct {
	// How long the app had been in the background, in ms.
	BackgroundDurationMs *int64
	// Screen that comes into view.
	ResumeScreen string
}

func (v AppForeground) appendFields(w *fieldWriter) {
	if v.BackgroundDurationMs != nil {
		w.integer("background_duration_ms", int64(*v.BackgroundDurationMs))
	}
	w.text("resume_screen", v.ResumeScreen)
}

// EventName is "app_foreground".
func (AppForeground) EventName() string { return "app_foreground" }

// AppCrash: the app crashed.
type AppCrash struct {
	// Kind of the crash, e.g. the exception's class.
	CrashType string
	// Message of the crash.
	CrashMessage string
	// Stack trace of the crash.
	StackTrace string
	// Screen that was in view.
	CurrentScreen string
}

func (v AppCrash) appendFields(w *fieldWriter) {
	w.text("crash_type", v.CrashType)
	w.text("crash_message", v.CrashMessage)
	w.text("stack_trace", v.StackTrace)
	w.text("current_screen", v.CurrentScreen)
}

// EventName is "app_crash".
func (AppCrash) EventName() string { return "app_crash" }

// NetworkChange: the device changed its network.
type NetworkChange struct {
	// Network before the change.
	PreviousType NetworkType
	// Network after the change.
	CurrentType NetworkType
}

func (v NetworkChange) appendFields(w *fieldWriter) {
	w.text("previous_type", string(v.PreviousType))
	w.text("current_type", string(v.CurrentType))
}

// EventName is "network_change".
func (NetworkChange) EventName() string { return "network_change" }

// PermissionRequest: the app asked for a permission.
type PermissionRequest struct {
	// Which permission, e.g. camera.
	PermissionType string
	// Screen on which the app asked.
	TriggerScreen string
}

func (v PermissionRequest) appendFields(w *fieldWriter) {
	w.text("permission_type", v.PermissionType)
	w.text("trigger_screen", v.TriggerScreen)
}

// EventName is "permission_request".
func (PermissionRequest) EventName() string { return "permission_request" }

// PermissionResult: the person answered a permission request.
type PermissionResult struct {
	// Which permission, e.g. camera.
	PermissionType string
	// The person's answer.
	Status PermissionResultStatus
}

func (v PermissionResult) appendFields(w *fieldWriter) {
	w.text("permission_type", v.PermissionType)
	w.text("status", string(v.Status))
}

// EventName is "permission_result".
func (PermissionResult) EventName() string { return "permission_result" }

// MemoryWarning: the device ran low on memory.
type MemoryWarning struct {
	// Memory that is free, in bytes.
	AvailableMemoryBytes *int64
	// Memory that the app uses, in bytes.
	UsedMemoryBytes *int64
	// How short memory is.
	Level MemoryWarningLevel
}

func (v MemoryWarning) appendFields(w *fieldWriter) {
	if v.AvailableMemoryBytes != nil {
		w.integer("available_memory_bytes", int64(*v.AvailableMemoryBytes))
	}
	if v.UsedMemoryBytes != nil {
		w.integer("used_memory_bytes", int64(*v.UsedMemoryBytes))
	}
	w.text("level", string(v.Level))
}

// EventName is "memory_warning".
func (MemoryWarning) EventName() string { return "memory_warning" }

// BatteryChange: the battery's level or state changed.
type BatteryChange struct {
	// Level of the battery, in percent.
	BatteryLevel *int32
	// State of the battery.
	State BatteryChangeState
}

func (v BatteryChange) appendFields(w *fieldWriter) {
	if v.BatteryLevel != nil {
		w.integer("battery_level", int64(*v.BatteryLevel))
	}
	w.text("state", string(v.State))
}

// EventName is "battery_change".
func (BatteryChange) EventName() string { return "battery_change" }
