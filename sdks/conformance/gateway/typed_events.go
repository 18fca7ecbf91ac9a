// Code generated from proto/src/main/proto/causality/v1/events.proto by sdks/generate. DO NOT EDIT.

package gateway

type typedField struct {
	name string
	// kind is string, bool, int, float, message, map, enum:value|value, or any of them after [].
	kind     string
	required bool
}

var typedEvents = map[string][]typedField{
	"user_login":          {{"user_id", "string", false}, {"method", "string", false}, {"is_new_user", "bool", false}},
	"user_logout":         {{"user_id", "string", false}, {"reason", "string", false}},
	"user_signup":         {{"user_id", "string", false}, {"method", "string", false}, {"referral_source", "string", false}},
	"user_profile_update": {{"user_id", "string", false}, {"fields_updated", "[]string", false}},
	"screen_view":         {{"screen_name", "string", true}, {"screen_class", "string", false}, {"previous_screen", "string", false}, {"params", "map", false}},
	"screen_exit":         {{"screen_name", "string", true}, {"duration_ms", "int", false}, {"next_screen", "string", false}},
	"button_tap":          {{"button_id", "string", true}, {"button_text", "string", false}, {"screen_name", "string", false}, {"coordinates", "message", false}},
	"swipe_gesture":       {{"direction", "enum:left|right|up|down", false}, {"screen_name", "string", false}, {"start", "message", false}, {"end", "message", false}, {"duration_ms", "int", false}},
	"scroll_event":        {{"screen_name", "string", false}, {"container_id", "string", false}, {"scroll_depth_percent", "int", false}, {"direction", "enum:up|down", false}},
	"text_input":          {{"field_id", "string", true}, {"field_type", "string", false}, {"screen_name", "string", false}, {"text_length", "int", false}, {"input_duration_ms", "int", false}},
	"long_press":          {{"element_id", "string", false}, {"screen_name", "string", false}, {"coordinates", "message", false}, {"duration_ms", "int", false}},
	"double_tap":          {{"element_id", "string", false}, {"screen_name", "string", false}, {"coordinates", "message", false}},
	"product_view":        {{"product_id", "string", true}, {"product_name", "string", false}, {"category", "string", false}, {"price_cents", "int", false}, {"currency", "string", false}, {"source", "string", false}},
	"add_to_cart":         {{"product_id", "string", true}, {"product_name", "string", false}, {"quantity", "int", false}, {"price_cents", "int", false}, {"currency", "string", false}, {"cart_id", "string", false}},
	"remove_from_cart":    {{"product_id", "string", true}, {"quantity", "int", false}, {"cart_id", "string", false}, {"reason", "string", false}},
	"checkout_start":      {{"cart_id", "string", false}, {"item_count", "int", false}, {"total_cents", "int", false}, {"currency", "string", false}},
	"checkout_step":       {{"cart_id", "string", false}, {"step_number", "int", false}, {"step_name", "string", false}, {"step_duration_ms", "int", false}},
	"purchase_complete":   {{"order_id", "string", true}, {"cart_id", "string", false}, {"item_count", "int", false}, {"total_cents", "int", false}, {"currency", "string", false}, {"payment_method", "string", false}, {"items", "[]message", false}},
	"purchase_failed":     {{"cart_id", "string", false}, {"error_code", "string", false}, {"error_message", "string", false}, {"payment_method", "string", false}, {"checkout_step", "int", false}},
	"app_start":           {{"is_cold_start", "bool", false}, {"launch_duration_ms", "int", false}, {"launch_source", "string", false}, {"deeplink_url", "string", false}},
	"app_background":      {{"foreground_duration_ms", "int", false}, {"current_screen", "string", false}},
	"app_foreground":      {{"background_duration_ms", "int", false}, {"resume_screen", "string", false}},
	"app_crash":           {{"crash_type", "string", false}, {"crash_message", "string", false}, {"stack_trace", "string", false}, {"current_screen", "string", false}},
	"network_change":      {{"previous_type", "enum:wifi|cellular_2g|cellular_3g|cellular_4g|cellular_5g|ethernet|offline", false}, {"current_type", "enum:wifi|cellular_2g|cellular_3g|cellular_4g|cellular_5g|ethernet|offline", false}},
	"permission_request":  {{"permission_type", "string", false}, {"trigger_screen", "string", false}},
	"permission_result":   {{"permission_type", "string", false}, {"status", "enum:granted|denied|denied_permanently", false}},
	"memory_warning":      {{"available_memory_bytes", "int", false}, {"used_memory_bytes", "int", false}, {"level", "enum:low|critical", false}},
	"battery_change":      {{"battery_level", "int", false}, {"state", "enum:charging|discharging|full", false}},
}

// deviceContext has the fields of the context that stand in it without a group.
var deviceContext = map[string]string{
	"platform":      "enum:ios|android|web|backend|desktop",
	"os_version":    "string",
	"app_version":   "string",
	"build_number":  "string",
	"device_model":  "string",
	"manufacturer":  "string",
	"screen_width":  "int",
	"screen_height": "int",
	"locale":        "string",
	"timezone":      "string",
	"network_type":  "enum:wifi|cellular_2g|cellular_3g|cellular_4g|cellular_5g|ethernet|offline",
	"carrier":       "string",
	"is_jailbroken": "bool",
	"is_emulator":   "bool",
	"sdk_version":   "string",
}
