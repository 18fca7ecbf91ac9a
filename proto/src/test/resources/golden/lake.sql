CREATE SCHEMA IF NOT EXISTS lake.causality;

CREATE TABLE lake.causality.events_files (
  "event_id" varchar COMMENT 'Identifies the event inside its app, up to 128 characters; of two events with the same id the first is kept.',
  "event_name" varchar COMMENT 'What happened: the name of the typed event, e.g. screen_view, or the name that an open event was sent with.',
  "event_category" varchar COMMENT 'Group of the event: user, screen, interaction, commerce, system; custom for open events.',
  "ts" timestamp(3) COMMENT 'Event time, UTC: the client''s timestamp on the gateway''s clock, or received_at where the client gave none or one more than 24 h ahead.',
  "received_at" timestamp(3) COMMENT 'When the gateway accepted the event, UTC.',
  "device_id" varchar COMMENT 'The installation, browser or host that sent the event; stable between sessions.',
  "user_id" varchar COMMENT 'The app''s own id of the person who is signed in; missing while nobody is.',
  "person_id" varchar COMMENT 'The person: the event''s user; without one the user to whom the device was linked last at or before ts, else the one linked first later, else the device.',
  "session_id" varchar COMMENT 'The client''s session; missing when the client keeps none.',
  "correlation_id" varchar COMMENT 'Ties together events of one operation across services.',
  "platform" varchar COMMENT 'Kind of client. One of: ios, android, web, backend, desktop.',
  "os_version" varchar COMMENT 'Version of the operating system.',
  "app_version" varchar COMMENT 'Version of the app.',
  "build_number" varchar COMMENT 'Build of the app.',
  "device_model" varchar COMMENT 'Model of the device.',
  "manufacturer" varchar COMMENT 'Manufacturer of the device.',
  "screen_width" integer COMMENT 'Width of the screen in pixels.',
  "screen_height" integer COMMENT 'Height of the screen in pixels.',
  "locale" varchar COMMENT 'Language and region, e.g. de-CH.',
  "timezone" varchar COMMENT 'IANA time zone of the client, e.g. Europe/Zurich.',
  "network_type" varchar COMMENT 'Network of the device. One of: wifi, cellular_2g, cellular_3g, cellular_4g, cellular_5g, ethernet, offline.',
  "carrier" varchar COMMENT 'Mobile carrier.',
  "is_jailbroken" boolean COMMENT 'Whether the device is jailbroken or rooted.',
  "is_emulator" boolean COMMENT 'Whether the device is an emulator.',
  "sdk_version" varchar COMMENT 'Version of the SDK that made the event.',
  "page_url" varchar COMMENT 'Address of the page, with query.',
  "page_path" varchar COMMENT 'Path of page_url, without query; null without a page.',
  "page_referrer" varchar COMMENT 'Address of the page that led to it.',
  "page_title" varchar COMMENT 'Title of the page.',
  "utm_source" varchar COMMENT 'utm_source of the campaign: as the client says, else from the query of page_url; null if unknown.',
  "utm_medium" varchar COMMENT 'utm_medium of the campaign: as the client says, else from the query of page_url; null if unknown.',
  "utm_campaign" varchar COMMENT 'utm_campaign of the campaign: as the client says, else from the query of page_url; null if unknown.',
  "utm_term" varchar COMMENT 'utm_term of the campaign: as the client says, else from the query of page_url; null if unknown.',
  "utm_content" varchar COMMENT 'utm_content of the campaign: as the client says, else from the query of page_url; null if unknown.',
  "browser" varchar COMMENT 'Name of the browser, told from the user agent; null if unknown.',
  "os" varchar COMMENT 'Operating system, as the client says or told from the user agent; null if unknown.',
  "device_type" varchar COMMENT 'mobile, tablet, desktop, bot or what the client says, else told from the user agent; null if unknown.',
  "country" varchar COMMENT 'ISO 3166-1 alpha-2 code of the country, e.g. CH; missing where unknown.',
  "ip" varchar COMMENT 'Address of the client as the gateway saw it; missing when the app does not keep addresses.',
  "user_agent" varchar COMMENT 'User agent of the client; missing when the app does not keep it.',
  "library_name" varchar COMMENT 'Name of the library that made the event.',
  "library_version" varchar COMMENT 'Version of the library that made the event.',
  "method" varchar COMMENT 'How the person signed in, e.g. password, google, sso (user_login). How the account was made, e.g. password, google, sso (user_signup).',
  "is_new_user" boolean COMMENT 'Whether the account was just made (user_login).',
  "reason" varchar COMMENT 'Why the person signed out, e.g. user, timeout (user_logout). Why it was taken out, e.g. user, sold_out (remove_from_cart).',
  "referral_source" varchar COMMENT 'What brought the person to the app (user_signup).',
  "fields_updated" array(varchar) COMMENT 'Names of the fields that changed, never their values (user_profile_update).',
  "screen_name" varchar COMMENT 'Name of the screen (screen_view, screen_exit). Screen on which it lies (button_tap, text_input, long_press, double_tap). Screen on which it happened (swipe_gesture, scroll_event).',
  "screen_class" varchar COMMENT 'Class of the app''s code that draws the screen (screen_view).',
  "previous_screen" varchar COMMENT 'Screen that was in view before (screen_view).',
  "params" map(varchar, varchar) COMMENT 'Parameters of the screen (screen_view).',
  "duration_ms" bigint COMMENT 'How long the screen was in view, in ms (screen_exit). How long the swipe took, in ms (swipe_gesture). How long the press lasted, in ms (long_press).',
  "next_screen" varchar COMMENT 'Screen that comes into view instead (screen_exit).',
  "button_id" varchar COMMENT 'The app''s id of the button (button_tap).',
  "button_text" varchar COMMENT 'Text on the button (button_tap).',
  "coordinates_x" real COMMENT 'Where it was tapped. Distance from the left edge (button_tap, double_tap). Where it was pressed. Distance from the left edge (long_press).',
  "coordinates_y" real COMMENT 'Where it was tapped. Distance from the top edge (button_tap, double_tap). Where it was pressed. Distance from the top edge (long_press).',
  "direction" varchar COMMENT 'Direction of the movement (swipe_gesture, scroll_event). One of: left, right, up, down.',
  "start_x" real COMMENT 'Where the swipe began. Distance from the left edge (swipe_gesture).',
  "start_y" real COMMENT 'Where the swipe began. Distance from the top edge (swipe_gesture).',
  "end_x" real COMMENT 'Where the swipe ended. Distance from the left edge (swipe_gesture).',
  "end_y" real COMMENT 'Where the swipe ended. Distance from the top edge (swipe_gesture).',
  "container_id" varchar COMMENT 'The app''s id of the container (scroll_event).',
  "scroll_depth_percent" integer COMMENT 'How far down, in percent of the content (scroll_event).',
  "field_id" varchar COMMENT 'The app''s id of the field (text_input).',
  "field_type" varchar COMMENT 'Kind of the field, e.g. email (text_input).',
  "text_length" integer COMMENT 'Number of characters in the field (text_input).',
  "input_duration_ms" bigint COMMENT 'How long the input took, in ms (text_input).',
  "element_id" varchar COMMENT 'The app''s id of the element (long_press, double_tap).',
  "product_id" varchar COMMENT 'The shop''s id of the product (product_view, add_to_cart, remove_from_cart).',
  "product_name" varchar COMMENT 'Name of the product (product_view, add_to_cart).',
  "category" varchar COMMENT 'Category of the product (product_view).',
  "price_cents" bigint COMMENT 'Price of one piece, in hundredths of the currency (product_view, add_to_cart).',
  "currency" varchar COMMENT 'ISO 4217 code of the currency (product_view, add_to_cart, checkout_start, purchase_complete).',
  "source" varchar COMMENT 'What led the person to the product, e.g. search (product_view).',
  "quantity" integer COMMENT 'Number of pieces (add_to_cart, remove_from_cart).',
  "cart_id" varchar COMMENT 'The shop''s id of the cart (add_to_cart, remove_from_cart, checkout_start, checkout_step, purchase_complete, purchase_failed).',
  "item_count" integer COMMENT 'Number of items in the cart (checkout_start). Number of items in the order (purchase_complete).',
  "total_cents" bigint COMMENT 'Sum of the cart, in hundredths of the currency (checkout_start). Sum of the order, in hundredths of the currency (purchase_complete).',
  "step_number" integer COMMENT 'Place of the step in the checkout, from 1 (checkout_step).',
  "step_name" varchar COMMENT 'Name of the step of the checkout (checkout_step).',
  "step_duration_ms" bigint COMMENT 'How long the step before this one took, in ms (checkout_step).',
  "order_id" varchar COMMENT 'The shop''s id of the order (purchase_complete).',
  "payment_method" varchar COMMENT 'How it was paid, e.g. card (purchase_complete). How it should have been paid, e.g. card (purchase_failed).',
  "items" array(row("product_id" varchar, "product_name" varchar, "quantity" integer, "price_cents" bigint)) COMMENT 'What was bought, one entry per product (purchase_complete).',
  "error_code" varchar COMMENT 'The app''s code of the error (purchase_failed).',
  "error_message" varchar COMMENT 'The error as a person reads it (purchase_failed).',
  "checkout_step" integer COMMENT 'Step of the checkout at which it failed, from 1 (purchase_failed).',
  "is_cold_start" boolean COMMENT 'Whether the process was started anew, not just resumed (app_start).',
  "launch_duration_ms" bigint COMMENT 'How long the start of the app took, in ms (app_start).',
  "launch_source" varchar COMMENT 'What started the app, e.g. icon, push, deeplink (app_start).',
  "deeplink_url" varchar COMMENT 'The deep link that started the app (app_start).',
  "foreground_duration_ms" bigint COMMENT 'How long the app had been in the foreground, in ms (app_background).',
  "current_screen" varchar COMMENT 'Screen that was in view (app_background, app_crash).',
  "background_duration_ms" bigint COMMENT 'How long the app had been in the background, in ms (app_foreground).',
  "resume_screen" varchar COMMENT 'Screen that comes into view (app_foreground).',
  "crash_type" varchar COMMENT 'Kind of the crash, e.g. the exception''s class (app_crash).',
  "crash_message" varchar COMMENT 'Message of the crash (app_crash).',
  "stack_trace" varchar COMMENT 'Stack trace of the crash (app_crash).',
  "previous_type" varchar COMMENT 'Network before the change (network_change). One of: wifi, cellular_2g, cellular_3g, cellular_4g, cellular_5g, ethernet, offline.',
  "current_type" varchar COMMENT 'Network after the change (network_change). One of: wifi, cellular_2g, cellular_3g, cellular_4g, cellular_5g, ethernet, offline.',
  "permission_type" varchar COMMENT 'Which permission, e.g. camera (permission_request, permission_result).',
  "trigger_screen" varchar COMMENT 'Screen on which the app asked (permission_request).',
  "status" varchar COMMENT 'The person''s answer (permission_result). One of: granted, denied, denied_permanently.',
  "available_memory_bytes" bigint COMMENT 'Memory that is free, in bytes (memory_warning).',
  "used_memory_bytes" bigint COMMENT 'Memory that the app uses, in bytes (memory_warning).',
  "level" varchar COMMENT 'How short memory is (memory_warning). One of: low, critical.',
  "battery_level" integer COMMENT 'Level of the battery, in percent (battery_change).',
  "state" varchar COMMENT 'State of the battery (battery_change). One of: charging, discharging, full.',
  "properties" map(varchar, varchar) COMMENT 'Properties that have no column of their own, as text: element_at(properties, ''plan'') is null where it is missing. Numbers are in shortest form (10.0 is ''10''), booleans ''true'' and ''false''.',
  "traits" map(varchar, varchar) COMMENT 'Traits of the person that the event sets, as they were sent; null deletes one. Current values: persons.traits.',
  "traits_once" map(varchar, varchar) COMMENT 'Traits that the event sets only where the person has none of that name yet.',
  "clock_skew_ms" bigint COMMENT 'Gateway''s clock minus the client''s, in ms, added to timestamp_ms to get the event time; set by the gateway.',
  "timestamp_replaced" boolean COMMENT 'Whether the client''s timestamp lay more than 24 h ahead, so that the received time was taken; set by the gateway.',
  "stream_seq" bigint COMMENT 'Order of arrival: unique, and orders events of equal ts.',
  "app_id" varchar COMMENT 'The app to which the row belongs.' WITH (partition_projection_type = 'injected'),
  "day" varchar COMMENT 'Day of ts (UTC) as its folder: ''year=2026/month=11/day=24''. A condition on it decides how many files a query reads.' WITH (partition_projection_type = 'date', partition_projection_format = '''year=''yyyy''/month=''MM''/day=''dd', partition_projection_range = ARRAY['year=1970/month=01/day=01', 'NOW+2DAYS'], partition_projection_interval = 1, partition_projection_interval_unit = 'DAYS'),
  "hour" varchar COMMENT 'Hour of ts (UTC): ''00'' to ''23''. Narrows day further.' WITH (partition_projection_type = 'integer', partition_projection_range = ARRAY['0', '23'], partition_projection_digits = 2)
) COMMENT 'The files of events as they were written; the view events tells the persons. [definition d6ff5b29]'
WITH (format = 'PARQUET',
  external_location = 's3://causality/events',
  partitioned_by = ARRAY['app_id', 'day', 'hour'],
  partition_projection_enabled = true,
  partition_projection_location_template = 's3://causality/events/app_id=${app_id}/${day}/hour=${hour}');

CREATE TABLE lake.causality.events_copies (
  "event_id" varchar COMMENT 'Identifies the event inside its app, up to 128 characters; of two events with the same id the first is kept.',
  "event_name" varchar COMMENT 'What happened: the name of the typed event, e.g. screen_view, or the name that an open event was sent with.',
  "event_category" varchar COMMENT 'Group of the event: user, screen, interaction, commerce, system; custom for open events.',
  "ts" timestamp(3) COMMENT 'Event time, UTC: the client''s timestamp on the gateway''s clock, or received_at where the client gave none or one more than 24 h ahead.',
  "received_at" timestamp(3) COMMENT 'When the gateway accepted the event, UTC.',
  "device_id" varchar COMMENT 'The installation, browser or host that sent the event; stable between sessions.',
  "user_id" varchar COMMENT 'The app''s own id of the person who is signed in; missing while nobody is.',
  "person_id" varchar COMMENT 'The person: the event''s user; without one the user to whom the device was linked last at or before ts, else the one linked first later, else the device.',
  "session_id" varchar COMMENT 'The client''s session; missing when the client keeps none.',
  "correlation_id" varchar COMMENT 'Ties together events of one operation across services.',
  "platform" varchar COMMENT 'Kind of client. One of: ios, android, web, backend, desktop.',
  "os_version" varchar COMMENT 'Version of the operating system.',
  "app_version" varchar COMMENT 'Version of the app.',
  "build_number" varchar COMMENT 'Build of the app.',
  "device_model" varchar COMMENT 'Model of the device.',
  "manufacturer" varchar COMMENT 'Manufacturer of the device.',
  "screen_width" integer COMMENT 'Width of the screen in pixels.',
  "screen_height" integer COMMENT 'Height of the screen in pixels.',
  "locale" varchar COMMENT 'Language and region, e.g. de-CH.',
  "timezone" varchar COMMENT 'IANA time zone of the client, e.g. Europe/Zurich.',
  "network_type" varchar COMMENT 'Network of the device. One of: wifi, cellular_2g, cellular_3g, cellular_4g, cellular_5g, ethernet, offline.',
  "carrier" varchar COMMENT 'Mobile carrier.',
  "is_jailbroken" boolean COMMENT 'Whether the device is jailbroken or rooted.',
  "is_emulator" boolean COMMENT 'Whether the device is an emulator.',
  "sdk_version" varchar COMMENT 'Version of the SDK that made the event.',
  "page_url" varchar COMMENT 'Address of the page, with query.',
  "page_path" varchar COMMENT 'Path of page_url, without query; null without a page.',
  "page_referrer" varchar COMMENT 'Address of the page that led to it.',
  "page_title" varchar COMMENT 'Title of the page.',
  "utm_source" varchar COMMENT 'utm_source of the campaign: as the client says, else from the query of page_url; null if unknown.',
  "utm_medium" varchar COMMENT 'utm_medium of the campaign: as the client says, else from the query of page_url; null if unknown.',
  "utm_campaign" varchar COMMENT 'utm_campaign of the campaign: as the client says, else from the query of page_url; null if unknown.',
  "utm_term" varchar COMMENT 'utm_term of the campaign: as the client says, else from the query of page_url; null if unknown.',
  "utm_content" varchar COMMENT 'utm_content of the campaign: as the client says, else from the query of page_url; null if unknown.',
  "browser" varchar COMMENT 'Name of the browser, told from the user agent; null if unknown.',
  "os" varchar COMMENT 'Operating system, as the client says or told from the user agent; null if unknown.',
  "device_type" varchar COMMENT 'mobile, tablet, desktop, bot or what the client says, else told from the user agent; null if unknown.',
  "country" varchar COMMENT 'ISO 3166-1 alpha-2 code of the country, e.g. CH; missing where unknown.',
  "ip" varchar COMMENT 'Address of the client as the gateway saw it; missing when the app does not keep addresses.',
  "user_agent" varchar COMMENT 'User agent of the client; missing when the app does not keep it.',
  "library_name" varchar COMMENT 'Name of the library that made the event.',
  "library_version" varchar COMMENT 'Version of the library that made the event.',
  "method" varchar COMMENT 'How the person signed in, e.g. password, google, sso (user_login). How the account was made, e.g. password, google, sso (user_signup).',
  "is_new_user" boolean COMMENT 'Whether the account was just made (user_login).',
  "reason" varchar COMMENT 'Why the person signed out, e.g. user, timeout (user_logout). Why it was taken out, e.g. user, sold_out (remove_from_cart).',
  "referral_source" varchar COMMENT 'What brought the person to the app (user_signup).',
  "fields_updated" array(varchar) COMMENT 'Names of the fields that changed, never their values (user_profile_update).',
  "screen_name" varchar COMMENT 'Name of the screen (screen_view, screen_exit). Screen on which it lies (button_tap, text_input, long_press, double_tap). Screen on which it happened (swipe_gesture, scroll_event).',
  "screen_class" varchar COMMENT 'Class of the app''s code that draws the screen (screen_view).',
  "previous_screen" varchar COMMENT 'Screen that was in view before (screen_view).',
  "params" map(varchar, varchar) COMMENT 'Parameters of the screen (screen_view).',
  "duration_ms" bigint COMMENT 'How long the screen was in view, in ms (screen_exit). How long the swipe took, in ms (swipe_gesture). How long the press lasted, in ms (long_press).',
  "next_screen" varchar COMMENT 'Screen that comes into view instead (screen_exit).',
  "button_id" varchar COMMENT 'The app''s id of the button (button_tap).',
  "button_text" varchar COMMENT 'Text on the button (button_tap).',
  "coordinates_x" real COMMENT 'Where it was tapped. Distance from the left edge (button_tap, double_tap). Where it was pressed. Distance from the left edge (long_press).',
  "coordinates_y" real COMMENT 'Where it was tapped. Distance from the top edge (button_tap, double_tap). Where it was pressed. Distance from the top edge (long_press).',
  "direction" varchar COMMENT 'Direction of the movement (swipe_gesture, scroll_event). One of: left, right, up, down.',
  "start_x" real COMMENT 'Where the swipe began. Distance from the left edge (swipe_gesture).',
  "start_y" real COMMENT 'Where the swipe began. Distance from the top edge (swipe_gesture).',
  "end_x" real COMMENT 'Where the swipe ended. Distance from the left edge (swipe_gesture).',
  "end_y" real COMMENT 'Where the swipe ended. Distance from the top edge (swipe_gesture).',
  "container_id" varchar COMMENT 'The app''s id of the container (scroll_event).',
  "scroll_depth_percent" integer COMMENT 'How far down, in percent of the content (scroll_event).',
  "field_id" varchar COMMENT 'The app''s id of the field (text_input).',
  "field_type" varchar COMMENT 'Kind of the field, e.g. email (text_input).',
  "text_length" integer COMMENT 'Number of characters in the field (text_input).',
  "input_duration_ms" bigint COMMENT 'How long the input took, in ms (text_input).',
  "element_id" varchar COMMENT 'The app''s id of the element (long_press, double_tap).',
  "product_id" varchar COMMENT 'The shop''s id of the product (product_view, add_to_cart, remove_from_cart).',
  "product_name" varchar COMMENT 'Name of the product (product_view, add_to_cart).',
  "category" varchar COMMENT 'Category of the product (product_view).',
  "price_cents" bigint COMMENT 'Price of one piece, in hundredths of the currency (product_view, add_to_cart).',
  "currency" varchar COMMENT 'ISO 4217 code of the currency (product_view, add_to_cart, checkout_start, purchase_complete).',
  "source" varchar COMMENT 'What led the person to the product, e.g. search (product_view).',
  "quantity" integer COMMENT 'Number of pieces (add_to_cart, remove_from_cart).',
  "cart_id" varchar COMMENT 'The shop''s id of the cart (add_to_cart, remove_from_cart, checkout_start, checkout_step, purchase_complete, purchase_failed).',
  "item_count" integer COMMENT 'Number of items in the cart (checkout_start). Number of items in the order (purchase_complete).',
  "total_cents" bigint COMMENT 'Sum of the cart, in hundredths of the currency (checkout_start). Sum of the order, in hundredths of the currency (purchase_complete).',
  "step_number" integer COMMENT 'Place of the step in the checkout, from 1 (checkout_step).',
  "step_name" varchar COMMENT 'Name of the step of the checkout (checkout_step).',
  "step_duration_ms" bigint COMMENT 'How long the step before this one took, in ms (checkout_step).',
  "order_id" varchar COMMENT 'The shop''s id of the order (purchase_complete).',
  "payment_method" varchar COMMENT 'How it was paid, e.g. card (purchase_complete). How it should have been paid, e.g. card (purchase_failed).',
  "items" array(row("product_id" varchar, "product_name" varchar, "quantity" integer, "price_cents" bigint)) COMMENT 'What was bought, one entry per product (purchase_complete).',
  "error_code" varchar COMMENT 'The app''s code of the error (purchase_failed).',
  "error_message" varchar COMMENT 'The error as a person reads it (purchase_failed).',
  "checkout_step" integer COMMENT 'Step of the checkout at which it failed, from 1 (purchase_failed).',
  "is_cold_start" boolean COMMENT 'Whether the process was started anew, not just resumed (app_start).',
  "launch_duration_ms" bigint COMMENT 'How long the start of the app took, in ms (app_start).',
  "launch_source" varchar COMMENT 'What started the app, e.g. icon, push, deeplink (app_start).',
  "deeplink_url" varchar COMMENT 'The deep link that started the app (app_start).',
  "foreground_duration_ms" bigint COMMENT 'How long the app had been in the foreground, in ms (app_background).',
  "current_screen" varchar COMMENT 'Screen that was in view (app_background, app_crash).',
  "background_duration_ms" bigint COMMENT 'How long the app had been in the background, in ms (app_foreground).',
  "resume_screen" varchar COMMENT 'Screen that comes into view (app_foreground).',
  "crash_type" varchar COMMENT 'Kind of the crash, e.g. the exception''s class (app_crash).',
  "crash_message" varchar COMMENT 'Message of the crash (app_crash).',
  "stack_trace" varchar COMMENT 'Stack trace of the crash (app_crash).',
  "previous_type" varchar COMMENT 'Network before the change (network_change). One of: wifi, cellular_2g, cellular_3g, cellular_4g, cellular_5g, ethernet, offline.',
  "current_type" varchar COMMENT 'Network after the change (network_change). One of: wifi, cellular_2g, cellular_3g, cellular_4g, cellular_5g, ethernet, offline.',
  "permission_type" varchar COMMENT 'Which permission, e.g. camera (permission_request, permission_result).',
  "trigger_screen" varchar COMMENT 'Screen on which the app asked (permission_request).',
  "status" varchar COMMENT 'The person''s answer (permission_result). One of: granted, denied, denied_permanently.',
  "available_memory_bytes" bigint COMMENT 'Memory that is free, in bytes (memory_warning).',
  "used_memory_bytes" bigint COMMENT 'Memory that the app uses, in bytes (memory_warning).',
  "level" varchar COMMENT 'How short memory is (memory_warning). One of: low, critical.',
  "battery_level" integer COMMENT 'Level of the battery, in percent (battery_change).',
  "state" varchar COMMENT 'State of the battery (battery_change). One of: charging, discharging, full.',
  "properties" map(varchar, varchar) COMMENT 'Properties that have no column of their own, as text: element_at(properties, ''plan'') is null where it is missing. Numbers are in shortest form (10.0 is ''10''), booleans ''true'' and ''false''.',
  "traits" map(varchar, varchar) COMMENT 'Traits of the person that the event sets, as they were sent; null deletes one. Current values: persons.traits.',
  "traits_once" map(varchar, varchar) COMMENT 'Traits that the event sets only where the person has none of that name yet.',
  "clock_skew_ms" bigint COMMENT 'Gateway''s clock minus the client''s, in ms, added to timestamp_ms to get the event time; set by the gateway.',
  "timestamp_replaced" boolean COMMENT 'Whether the client''s timestamp lay more than 24 h ahead, so that the received time was taken; set by the gateway.',
  "stream_seq" bigint COMMENT 'Order of arrival: unique, and orders events of equal ts.',
  "day" varchar COMMENT 'Day of ts (UTC) as its folder: ''year=2026/month=11/day=24''. A condition on it decides how many files a query reads.',
  "hour" varchar COMMENT 'Hour of ts (UTC): ''00'' to ''23''. Narrows day further.',
  "app_id" varchar COMMENT 'The app to which the row belongs.' WITH (partition_projection_type = 'injected')
) COMMENT 'Copies of the files of events, sorted, one or more for each day; the bucket lake of the stream says which of them count. [definition 1bed70f7]'
WITH (format = 'PARQUET',
  external_location = 's3://causality/events_copies',
  partitioned_by = ARRAY['app_id'],
  partition_projection_enabled = true,
  partition_projection_location_template = 's3://causality/events_copies/app_id=${app_id}');

CREATE TABLE lake.causality.device_links (
  "device_id" varchar COMMENT 'The device.',
  "user_id" varchar COMMENT 'The user to whom the event linked the device.',
  "ts" timestamp(3) COMMENT 'Event time of the link, UTC.',
  "stream_seq" bigint COMMENT 'Order of arrival of the event that made the link.',
  "app_id" varchar COMMENT 'The app to which the row belongs.' WITH (partition_projection_type = 'injected')
) COMMENT 'Which user was seen on which device: a reduced copy of the events that carry both ids. Duplicates mean nothing. [definition 615807ae]'
WITH (format = 'PARQUET',
  external_location = 's3://causality/device_links',
  partitioned_by = ARRAY['app_id'],
  partition_projection_enabled = true,
  partition_projection_location_template = 's3://causality/device_links/app_id=${app_id}');

CREATE TABLE lake.causality.traits (
  "device_id" varchar COMMENT 'Device of the event; null when it had none.',
  "user_id" varchar COMMENT 'User of the event; null when nobody was signed in.',
  "name" varchar COMMENT 'Name of the trait.',
  "value" varchar COMMENT 'Value of the trait as text; null deletes it.',
  "once" boolean COMMENT 'The trait only applies where the person has none of that name yet.',
  "ts" timestamp(3) COMMENT 'Event time of the setting, UTC.',
  "stream_seq" bigint COMMENT 'Order of arrival of the event that set the trait.',
  "app_id" varchar COMMENT 'The app to which the row belongs.' WITH (partition_projection_type = 'injected')
) COMMENT 'Every setting of a trait, one row per event and name. Duplicates mean nothing. [definition 44993c2f]'
WITH (format = 'PARQUET',
  external_location = 's3://causality/traits',
  partitioned_by = ARRAY['app_id'],
  partition_projection_enabled = true,
  partition_projection_location_template = 's3://causality/traits/app_id=${app_id}');

CREATE OR REPLACE VIEW lake.causality.events COMMENT 'Events, one row each, with their persons. [definition b138576c]' SECURITY INVOKER AS
SELECT
  e."event_id",
  e."app_id",
  e."event_name",
  e."event_category",
  e."ts",
  e."received_at",
  e."device_id",
  e."user_id",
  coalesce(e.user_id, element_at(filter(l.links, k -> k[1] <= e.ts), -1)[3], l.first_user, e.device_id) AS person_id,
  e."session_id",
  e."correlation_id",
  e."platform",
  e."os_version",
  e."app_version",
  e."build_number",
  e."device_model",
  e."manufacturer",
  e."screen_width",
  e."screen_height",
  e."locale",
  e."timezone",
  e."network_type",
  e."carrier",
  e."is_jailbroken",
  e."is_emulator",
  e."sdk_version",
  e."page_url",
  e."page_path",
  e."page_referrer",
  e."page_title",
  e."utm_source",
  e."utm_medium",
  e."utm_campaign",
  e."utm_term",
  e."utm_content",
  e."browser",
  e."os",
  e."device_type",
  e."country",
  e."ip",
  e."user_agent",
  e."library_name",
  e."library_version",
  e."method",
  e."is_new_user",
  e."reason",
  e."referral_source",
  e."fields_updated",
  e."screen_name",
  e."screen_class",
  e."previous_screen",
  e."params",
  e."duration_ms",
  e."next_screen",
  e."button_id",
  e."button_text",
  e."coordinates_x",
  e."coordinates_y",
  e."direction",
  e."start_x",
  e."start_y",
  e."end_x",
  e."end_y",
  e."container_id",
  e."scroll_depth_percent",
  e."field_id",
  e."field_type",
  e."text_length",
  e."input_duration_ms",
  e."element_id",
  e."product_id",
  e."product_name",
  e."category",
  e."price_cents",
  e."currency",
  e."source",
  e."quantity",
  e."cart_id",
  e."item_count",
  e."total_cents",
  e."step_number",
  e."step_name",
  e."step_duration_ms",
  e."order_id",
  e."payment_method",
  e."items",
  e."error_code",
  e."error_message",
  e."checkout_step",
  e."is_cold_start",
  e."launch_duration_ms",
  e."launch_source",
  e."deeplink_url",
  e."foreground_duration_ms",
  e."current_screen",
  e."background_duration_ms",
  e."resume_screen",
  e."crash_type",
  e."crash_message",
  e."stack_trace",
  e."previous_type",
  e."current_type",
  e."permission_type",
  e."trigger_screen",
  e."status",
  e."available_memory_bytes",
  e."used_memory_bytes",
  e."level",
  e."battery_level",
  e."state",
  e."properties",
  e."traits",
  e."traits_once",
  e."clock_skew_ms",
  e."timestamp_replaced",
  e."stream_seq",
  e."day",
  e."hour"
FROM (SELECT * FROM lake.causality.events_files WHERE TRUE) e
LEFT JOIN (SELECT app_id, device_id, min_by(user_id, ROW(ts, stream_seq)) AS first_user, IF(min(user_id) <> max(user_id), array_sort(array_agg(ROW(ts, stream_seq, user_id)))) AS links FROM lake.causality.device_links GROUP BY app_id, device_id) l ON l.app_id = e.app_id AND l.device_id = e.device_id;

COMMENT ON COLUMN lake.causality.events."event_id" IS 'Identifies the event inside its app, up to 128 characters; of two events with the same id the first is kept.';

COMMENT ON COLUMN lake.causality.events."app_id" IS 'The app to which the row belongs.';

COMMENT ON COLUMN lake.causality.events."event_name" IS 'What happened: the name of the typed event, e.g. screen_view, or the name that an open event was sent with.';

COMMENT ON COLUMN lake.causality.events."event_category" IS 'Group of the event: user, screen, interaction, commerce, system; custom for open events.';

COMMENT ON COLUMN lake.causality.events."ts" IS 'Event time, UTC: the client''s timestamp on the gateway''s clock, or received_at where the client gave none or one more than 24 h ahead.';

COMMENT ON COLUMN lake.causality.events."received_at" IS 'When the gateway accepted the event, UTC.';

COMMENT ON COLUMN lake.causality.events."device_id" IS 'The installation, browser or host that sent the event; stable between sessions.';

COMMENT ON COLUMN lake.causality.events."user_id" IS 'The app''s own id of the person who is signed in; missing while nobody is.';

COMMENT ON COLUMN lake.causality.events."person_id" IS 'The person: the event''s user; without one the user to whom the device was linked last at or before ts, else the one linked first later, else the device.';

COMMENT ON COLUMN lake.causality.events."session_id" IS 'The client''s session; missing when the client keeps none.';

COMMENT ON COLUMN lake.causality.events."correlation_id" IS 'Ties together events of one operation across services.';

COMMENT ON COLUMN lake.causality.events."platform" IS 'Kind of client. One of: ios, android, web, backend, desktop.';

COMMENT ON COLUMN lake.causality.events."os_version" IS 'Version of the operating system.';

COMMENT ON COLUMN lake.causality.events."app_version" IS 'Version of the app.';

COMMENT ON COLUMN lake.causality.events."build_number" IS 'Build of the app.';

COMMENT ON COLUMN lake.causality.events."device_model" IS 'Model of the device.';

COMMENT ON COLUMN lake.causality.events."manufacturer" IS 'Manufacturer of the device.';

COMMENT ON COLUMN lake.causality.events."screen_width" IS 'Width of the screen in pixels.';

COMMENT ON COLUMN lake.causality.events."screen_height" IS 'Height of the screen in pixels.';

COMMENT ON COLUMN lake.causality.events."locale" IS 'Language and region, e.g. de-CH.';

COMMENT ON COLUMN lake.causality.events."timezone" IS 'IANA time zone of the client, e.g. Europe/Zurich.';

COMMENT ON COLUMN lake.causality.events."network_type" IS 'Network of the device. One of: wifi, cellular_2g, cellular_3g, cellular_4g, cellular_5g, ethernet, offline.';

COMMENT ON COLUMN lake.causality.events."carrier" IS 'Mobile carrier.';

COMMENT ON COLUMN lake.causality.events."is_jailbroken" IS 'Whether the device is jailbroken or rooted.';

COMMENT ON COLUMN lake.causality.events."is_emulator" IS 'Whether the device is an emulator.';

COMMENT ON COLUMN lake.causality.events."sdk_version" IS 'Version of the SDK that made the event.';

COMMENT ON COLUMN lake.causality.events."page_url" IS 'Address of the page, with query.';

COMMENT ON COLUMN lake.causality.events."page_path" IS 'Path of page_url, without query; null without a page.';

COMMENT ON COLUMN lake.causality.events."page_referrer" IS 'Address of the page that led to it.';

COMMENT ON COLUMN lake.causality.events."page_title" IS 'Title of the page.';

COMMENT ON COLUMN lake.causality.events."utm_source" IS 'utm_source of the campaign: as the client says, else from the query of page_url; null if unknown.';

COMMENT ON COLUMN lake.causality.events."utm_medium" IS 'utm_medium of the campaign: as the client says, else from the query of page_url; null if unknown.';

COMMENT ON COLUMN lake.causality.events."utm_campaign" IS 'utm_campaign of the campaign: as the client says, else from the query of page_url; null if unknown.';

COMMENT ON COLUMN lake.causality.events."utm_term" IS 'utm_term of the campaign: as the client says, else from the query of page_url; null if unknown.';

COMMENT ON COLUMN lake.causality.events."utm_content" IS 'utm_content of the campaign: as the client says, else from the query of page_url; null if unknown.';

COMMENT ON COLUMN lake.causality.events."browser" IS 'Name of the browser, told from the user agent; null if unknown.';

COMMENT ON COLUMN lake.causality.events."os" IS 'Operating system, as the client says or told from the user agent; null if unknown.';

COMMENT ON COLUMN lake.causality.events."device_type" IS 'mobile, tablet, desktop, bot or what the client says, else told from the user agent; null if unknown.';

COMMENT ON COLUMN lake.causality.events."country" IS 'ISO 3166-1 alpha-2 code of the country, e.g. CH; missing where unknown.';

COMMENT ON COLUMN lake.causality.events."ip" IS 'Address of the client as the gateway saw it; missing when the app does not keep addresses.';

COMMENT ON COLUMN lake.causality.events."user_agent" IS 'User agent of the client; missing when the app does not keep it.';

COMMENT ON COLUMN lake.causality.events."library_name" IS 'Name of the library that made the event.';

COMMENT ON COLUMN lake.causality.events."library_version" IS 'Version of the library that made the event.';

COMMENT ON COLUMN lake.causality.events."method" IS 'How the person signed in, e.g. password, google, sso (user_login). How the account was made, e.g. password, google, sso (user_signup).';

COMMENT ON COLUMN lake.causality.events."is_new_user" IS 'Whether the account was just made (user_login).';

COMMENT ON COLUMN lake.causality.events."reason" IS 'Why the person signed out, e.g. user, timeout (user_logout). Why it was taken out, e.g. user, sold_out (remove_from_cart).';

COMMENT ON COLUMN lake.causality.events."referral_source" IS 'What brought the person to the app (user_signup).';

COMMENT ON COLUMN lake.causality.events."fields_updated" IS 'Names of the fields that changed, never their values (user_profile_update).';

COMMENT ON COLUMN lake.causality.events."screen_name" IS 'Name of the screen (screen_view, screen_exit). Screen on which it lies (button_tap, text_input, long_press, double_tap). Screen on which it happened (swipe_gesture, scroll_event).';

COMMENT ON COLUMN lake.causality.events."screen_class" IS 'Class of the app''s code that draws the screen (screen_view).';

COMMENT ON COLUMN lake.causality.events."previous_screen" IS 'Screen that was in view before (screen_view).';

COMMENT ON COLUMN lake.causality.events."params" IS 'Parameters of the screen (screen_view).';

COMMENT ON COLUMN lake.causality.events."duration_ms" IS 'How long the screen was in view, in ms (screen_exit). How long the swipe took, in ms (swipe_gesture). How long the press lasted, in ms (long_press).';

COMMENT ON COLUMN lake.causality.events."next_screen" IS 'Screen that comes into view instead (screen_exit).';

COMMENT ON COLUMN lake.causality.events."button_id" IS 'The app''s id of the button (button_tap).';

COMMENT ON COLUMN lake.causality.events."button_text" IS 'Text on the button (button_tap).';

COMMENT ON COLUMN lake.causality.events."coordinates_x" IS 'Where it was tapped. Distance from the left edge (button_tap, double_tap). Where it was pressed. Distance from the left edge (long_press).';

COMMENT ON COLUMN lake.causality.events."coordinates_y" IS 'Where it was tapped. Distance from the top edge (button_tap, double_tap). Where it was pressed. Distance from the top edge (long_press).';

COMMENT ON COLUMN lake.causality.events."direction" IS 'Direction of the movement (swipe_gesture, scroll_event). One of: left, right, up, down.';

COMMENT ON COLUMN lake.causality.events."start_x" IS 'Where the swipe began. Distance from the left edge (swipe_gesture).';

COMMENT ON COLUMN lake.causality.events."start_y" IS 'Where the swipe began. Distance from the top edge (swipe_gesture).';

COMMENT ON COLUMN lake.causality.events."end_x" IS 'Where the swipe ended. Distance from the left edge (swipe_gesture).';

COMMENT ON COLUMN lake.causality.events."end_y" IS 'Where the swipe ended. Distance from the top edge (swipe_gesture).';

COMMENT ON COLUMN lake.causality.events."container_id" IS 'The app''s id of the container (scroll_event).';

COMMENT ON COLUMN lake.causality.events."scroll_depth_percent" IS 'How far down, in percent of the content (scroll_event).';

COMMENT ON COLUMN lake.causality.events."field_id" IS 'The app''s id of the field (text_input).';

COMMENT ON COLUMN lake.causality.events."field_type" IS 'Kind of the field, e.g. email (text_input).';

COMMENT ON COLUMN lake.causality.events."text_length" IS 'Number of characters in the field (text_input).';

COMMENT ON COLUMN lake.causality.events."input_duration_ms" IS 'How long the input took, in ms (text_input).';

COMMENT ON COLUMN lake.causality.events."element_id" IS 'The app''s id of the element (long_press, double_tap).';

COMMENT ON COLUMN lake.causality.events."product_id" IS 'The shop''s id of the product (product_view, add_to_cart, remove_from_cart).';

COMMENT ON COLUMN lake.causality.events."product_name" IS 'Name of the product (product_view, add_to_cart).';

COMMENT ON COLUMN lake.causality.events."category" IS 'Category of the product (product_view).';

COMMENT ON COLUMN lake.causality.events."price_cents" IS 'Price of one piece, in hundredths of the currency (product_view, add_to_cart).';

COMMENT ON COLUMN lake.causality.events."currency" IS 'ISO 4217 code of the currency (product_view, add_to_cart, checkout_start, purchase_complete).';

COMMENT ON COLUMN lake.causality.events."source" IS 'What led the person to the product, e.g. search (product_view).';

COMMENT ON COLUMN lake.causality.events."quantity" IS 'Number of pieces (add_to_cart, remove_from_cart).';

COMMENT ON COLUMN lake.causality.events."cart_id" IS 'The shop''s id of the cart (add_to_cart, remove_from_cart, checkout_start, checkout_step, purchase_complete, purchase_failed).';

COMMENT ON COLUMN lake.causality.events."item_count" IS 'Number of items in the cart (checkout_start). Number of items in the order (purchase_complete).';

COMMENT ON COLUMN lake.causality.events."total_cents" IS 'Sum of the cart, in hundredths of the currency (checkout_start). Sum of the order, in hundredths of the currency (purchase_complete).';

COMMENT ON COLUMN lake.causality.events."step_number" IS 'Place of the step in the checkout, from 1 (checkout_step).';

COMMENT ON COLUMN lake.causality.events."step_name" IS 'Name of the step of the checkout (checkout_step).';

COMMENT ON COLUMN lake.causality.events."step_duration_ms" IS 'How long the step before this one took, in ms (checkout_step).';

COMMENT ON COLUMN lake.causality.events."order_id" IS 'The shop''s id of the order (purchase_complete).';

COMMENT ON COLUMN lake.causality.events."payment_method" IS 'How it was paid, e.g. card (purchase_complete). How it should have been paid, e.g. card (purchase_failed).';

COMMENT ON COLUMN lake.causality.events."items" IS 'What was bought, one entry per product (purchase_complete).';

COMMENT ON COLUMN lake.causality.events."error_code" IS 'The app''s code of the error (purchase_failed).';

COMMENT ON COLUMN lake.causality.events."error_message" IS 'The error as a person reads it (purchase_failed).';

COMMENT ON COLUMN lake.causality.events."checkout_step" IS 'Step of the checkout at which it failed, from 1 (purchase_failed).';

COMMENT ON COLUMN lake.causality.events."is_cold_start" IS 'Whether the process was started anew, not just resumed (app_start).';

COMMENT ON COLUMN lake.causality.events."launch_duration_ms" IS 'How long the start of the app took, in ms (app_start).';

COMMENT ON COLUMN lake.causality.events."launch_source" IS 'What started the app, e.g. icon, push, deeplink (app_start).';

COMMENT ON COLUMN lake.causality.events."deeplink_url" IS 'The deep link that started the app (app_start).';

COMMENT ON COLUMN lake.causality.events."foreground_duration_ms" IS 'How long the app had been in the foreground, in ms (app_background).';

COMMENT ON COLUMN lake.causality.events."current_screen" IS 'Screen that was in view (app_background, app_crash).';

COMMENT ON COLUMN lake.causality.events."background_duration_ms" IS 'How long the app had been in the background, in ms (app_foreground).';

COMMENT ON COLUMN lake.causality.events."resume_screen" IS 'Screen that comes into view (app_foreground).';

COMMENT ON COLUMN lake.causality.events."crash_type" IS 'Kind of the crash, e.g. the exception''s class (app_crash).';

COMMENT ON COLUMN lake.causality.events."crash_message" IS 'Message of the crash (app_crash).';

COMMENT ON COLUMN lake.causality.events."stack_trace" IS 'Stack trace of the crash (app_crash).';

COMMENT ON COLUMN lake.causality.events."previous_type" IS 'Network before the change (network_change). One of: wifi, cellular_2g, cellular_3g, cellular_4g, cellular_5g, ethernet, offline.';

COMMENT ON COLUMN lake.causality.events."current_type" IS 'Network after the change (network_change). One of: wifi, cellular_2g, cellular_3g, cellular_4g, cellular_5g, ethernet, offline.';

COMMENT ON COLUMN lake.causality.events."permission_type" IS 'Which permission, e.g. camera (permission_request, permission_result).';

COMMENT ON COLUMN lake.causality.events."trigger_screen" IS 'Screen on which the app asked (permission_request).';

COMMENT ON COLUMN lake.causality.events."status" IS 'The person''s answer (permission_result). One of: granted, denied, denied_permanently.';

COMMENT ON COLUMN lake.causality.events."available_memory_bytes" IS 'Memory that is free, in bytes (memory_warning).';

COMMENT ON COLUMN lake.causality.events."used_memory_bytes" IS 'Memory that the app uses, in bytes (memory_warning).';

COMMENT ON COLUMN lake.causality.events."level" IS 'How short memory is (memory_warning). One of: low, critical.';

COMMENT ON COLUMN lake.causality.events."battery_level" IS 'Level of the battery, in percent (battery_change).';

COMMENT ON COLUMN lake.causality.events."state" IS 'State of the battery (battery_change). One of: charging, discharging, full.';

COMMENT ON COLUMN lake.causality.events."properties" IS 'Properties that have no column of their own, as text: element_at(properties, ''plan'') is null where it is missing. Numbers are in shortest form (10.0 is ''10''), booleans ''true'' and ''false''.';

COMMENT ON COLUMN lake.causality.events."traits" IS 'Traits of the person that the event sets, as they were sent; null deletes one. Current values: persons.traits.';

COMMENT ON COLUMN lake.causality.events."traits_once" IS 'Traits that the event sets only where the person has none of that name yet.';

COMMENT ON COLUMN lake.causality.events."clock_skew_ms" IS 'Gateway''s clock minus the client''s, in ms, added to timestamp_ms to get the event time; set by the gateway.';

COMMENT ON COLUMN lake.causality.events."timestamp_replaced" IS 'Whether the client''s timestamp lay more than 24 h ahead, so that the received time was taken; set by the gateway.';

COMMENT ON COLUMN lake.causality.events."stream_seq" IS 'Order of arrival: unique, and orders events of equal ts.';

COMMENT ON COLUMN lake.causality.events."day" IS 'Day of ts (UTC) as its folder: ''year=2026/month=11/day=24''. A condition on it decides how many files a query reads.';

COMMENT ON COLUMN lake.causality.events."hour" IS 'Hour of ts (UTC): ''00'' to ''23''. Narrows day further.';

CREATE OR REPLACE VIEW lake.causality.events_parts COMMENT 'Files and copies of events, told apart by the column copy: where the file of a copy lies, empty for the files as they were written. [definition 5a3855bf]' SECURITY INVOKER AS
SELECT "event_id", "app_id", "event_name", "event_category", "ts", "received_at", "device_id", "user_id", "person_id", "session_id", "correlation_id", "platform", "os_version", "app_version", "build_number", "device_model", "manufacturer", "screen_width", "screen_height", "locale", "timezone", "network_type", "carrier", "is_jailbroken", "is_emulator", "sdk_version", "page_url", "page_path", "page_referrer", "page_title", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "browser", "os", "device_type", "country", "ip", "user_agent", "library_name", "library_version", "method", "is_new_user", "reason", "referral_source", "fields_updated", "screen_name", "screen_class", "previous_screen", "params", "duration_ms", "next_screen", "button_id", "button_text", "coordinates_x", "coordinates_y", "direction", "start_x", "start_y", "end_x", "end_y", "container_id", "scroll_depth_percent", "field_id", "field_type", "text_length", "input_duration_ms", "element_id", "product_id", "product_name", "category", "price_cents", "currency", "source", "quantity", "cart_id", "item_count", "total_cents", "step_number", "step_name", "step_duration_ms", "order_id", "payment_method", "items", "error_code", "error_message", "checkout_step", "is_cold_start", "launch_duration_ms", "launch_source", "deeplink_url", "foreground_duration_ms", "current_screen", "background_duration_ms", "resume_screen", "crash_type", "crash_message", "stack_trace", "previous_type", "current_type", "permission_type", "trigger_screen", "status", "available_memory_bytes", "used_memory_bytes", "level", "battery_level", "state", "properties", "traits", "traits_once", "clock_skew_ms", "timestamp_replaced", "stream_seq", "day", "hour", '' AS copy FROM lake.causality.events_files
UNION ALL
SELECT "event_id", "app_id", "event_name", "event_category", "ts", "received_at", "device_id", "user_id", "person_id", "session_id", "correlation_id", "platform", "os_version", "app_version", "build_number", "device_model", "manufacturer", "screen_width", "screen_height", "locale", "timezone", "network_type", "carrier", "is_jailbroken", "is_emulator", "sdk_version", "page_url", "page_path", "page_referrer", "page_title", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "browser", "os", "device_type", "country", "ip", "user_agent", "library_name", "library_version", "method", "is_new_user", "reason", "referral_source", "fields_updated", "screen_name", "screen_class", "previous_screen", "params", "duration_ms", "next_screen", "button_id", "button_text", "coordinates_x", "coordinates_y", "direction", "start_x", "start_y", "end_x", "end_y", "container_id", "scroll_depth_percent", "field_id", "field_type", "text_length", "input_duration_ms", "element_id", "product_id", "product_name", "category", "price_cents", "currency", "source", "quantity", "cart_id", "item_count", "total_cents", "step_number", "step_name", "step_duration_ms", "order_id", "payment_method", "items", "error_code", "error_message", "checkout_step", "is_cold_start", "launch_duration_ms", "launch_source", "deeplink_url", "foreground_duration_ms", "current_screen", "background_duration_ms", "resume_screen", "crash_type", "crash_message", "stack_trace", "previous_type", "current_type", "permission_type", "trigger_screen", "status", "available_memory_bytes", "used_memory_bytes", "level", "battery_level", "state", "properties", "traits", "traits_once", "clock_skew_ms", "timestamp_replaced", "stream_seq", "day", "hour", "$path" AS copy FROM lake.causality.events_copies;

CREATE OR REPLACE VIEW lake.causality.events_parts_persons COMMENT 'The rows of events_parts with their persons. [definition 583213c3]' SECURITY INVOKER AS
SELECT
  e."event_id",
  e."app_id",
  e."event_name",
  e."event_category",
  e."ts",
  e."received_at",
  e."device_id",
  e."user_id",
  coalesce(e.user_id, element_at(filter(l.links, k -> k[1] <= e.ts), -1)[3], l.first_user, e.device_id) AS person_id,
  e."session_id",
  e."correlation_id",
  e."platform",
  e."os_version",
  e."app_version",
  e."build_number",
  e."device_model",
  e."manufacturer",
  e."screen_width",
  e."screen_height",
  e."locale",
  e."timezone",
  e."network_type",
  e."carrier",
  e."is_jailbroken",
  e."is_emulator",
  e."sdk_version",
  e."page_url",
  e."page_path",
  e."page_referrer",
  e."page_title",
  e."utm_source",
  e."utm_medium",
  e."utm_campaign",
  e."utm_term",
  e."utm_content",
  e."browser",
  e."os",
  e."device_type",
  e."country",
  e."ip",
  e."user_agent",
  e."library_name",
  e."library_version",
  e."method",
  e."is_new_user",
  e."reason",
  e."referral_source",
  e."fields_updated",
  e."screen_name",
  e."screen_class",
  e."previous_screen",
  e."params",
  e."duration_ms",
  e."next_screen",
  e."button_id",
  e."button_text",
  e."coordinates_x",
  e."coordinates_y",
  e."direction",
  e."start_x",
  e."start_y",
  e."end_x",
  e."end_y",
  e."container_id",
  e."scroll_depth_percent",
  e."field_id",
  e."field_type",
  e."text_length",
  e."input_duration_ms",
  e."element_id",
  e."product_id",
  e."product_name",
  e."category",
  e."price_cents",
  e."currency",
  e."source",
  e."quantity",
  e."cart_id",
  e."item_count",
  e."total_cents",
  e."step_number",
  e."step_name",
  e."step_duration_ms",
  e."order_id",
  e."payment_method",
  e."items",
  e."error_code",
  e."error_message",
  e."checkout_step",
  e."is_cold_start",
  e."launch_duration_ms",
  e."launch_source",
  e."deeplink_url",
  e."foreground_duration_ms",
  e."current_screen",
  e."background_duration_ms",
  e."resume_screen",
  e."crash_type",
  e."crash_message",
  e."stack_trace",
  e."previous_type",
  e."current_type",
  e."permission_type",
  e."trigger_screen",
  e."status",
  e."available_memory_bytes",
  e."used_memory_bytes",
  e."level",
  e."battery_level",
  e."state",
  e."properties",
  e."traits",
  e."traits_once",
  e."clock_skew_ms",
  e."timestamp_replaced",
  e."stream_seq",
  e."day",
  e."hour",
  e.copy
FROM lake.causality.events_parts e
LEFT JOIN (SELECT app_id, device_id, min_by(user_id, ROW(ts, stream_seq)) AS first_user, IF(min(user_id) <> max(user_id), array_sort(array_agg(ROW(ts, stream_seq, user_id)))) AS links FROM lake.causality.device_links GROUP BY app_id, device_id) l ON l.app_id = e.app_id AND l.device_id = e.device_id;

CREATE OR REPLACE VIEW lake.causality.persons COMMENT 'Persons with their current traits, one row each. [definition d2af8373]' SECURITY INVOKER AS
SELECT s.app_id, s.person_id, s.first_seen, s.last_seen,
  coalesce(t.traits, CAST(MAP() AS map(varchar, varchar))) AS traits
FROM (
  SELECT app_id, person_id, min(ts) AS first_seen, max(ts) AS last_seen
  FROM (
    SELECT e.app_id, e.ts, coalesce(e.user_id, element_at(filter(l.links, k -> k[1] <= e.ts), -1)[3], l.first_user, e.device_id) AS person_id
    FROM (SELECT app_id, device_id, user_id, ts FROM lake.causality.events_files WHERE TRUE) e
    LEFT JOIN (SELECT app_id, device_id, min_by(user_id, ROW(ts, stream_seq)) AS first_user, IF(min(user_id) <> max(user_id), array_sort(array_agg(ROW(ts, stream_seq, user_id)))) AS links FROM lake.causality.device_links GROUP BY app_id, device_id) l ON l.app_id = e.app_id AND l.device_id = e.device_id
  )
  WHERE person_id IS NOT NULL
  GROUP BY app_id, person_id
) s
LEFT JOIN (
  SELECT app_id, person_id, map_agg(name, value) FILTER (WHERE value IS NOT NULL) AS traits
  FROM (
    SELECT app_id, person_id, name, coalesce(value, element_at(filter(onces,
      o -> set_at IS NULL OR ROW(o[1], o[2]) >= set_at), 1)[3]) AS value
    FROM (
      SELECT app_id, person_id, name,
        max_by(value, ROW(ts, stream_seq)) FILTER (WHERE NOT once) AS value,
        max(ROW(ts, stream_seq)) FILTER (WHERE NOT once) AS set_at,
        array_sort(array_agg(ROW(ts, stream_seq, value))
          FILTER (WHERE once AND value IS NOT NULL)) AS onces
      FROM (
        SELECT e.app_id, e.name, e.value, e.once, e.ts, e.stream_seq, coalesce(e.user_id, element_at(filter(l.links, k -> k[1] <= e.ts), -1)[3], l.first_user, e.device_id) AS person_id
        FROM lake.causality.traits e
        LEFT JOIN (SELECT app_id, device_id, min_by(user_id, ROW(ts, stream_seq)) AS first_user, IF(min(user_id) <> max(user_id), array_sort(array_agg(ROW(ts, stream_seq, user_id)))) AS links FROM lake.causality.device_links GROUP BY app_id, device_id) l ON l.app_id = e.app_id AND l.device_id = e.device_id
      )
      WHERE person_id IS NOT NULL
      GROUP BY app_id, person_id, name
    )
  )
  GROUP BY app_id, person_id
) t ON t.app_id = s.app_id AND t.person_id = s.person_id;

COMMENT ON COLUMN lake.causality.persons."app_id" IS 'The app to which the row belongs.';

COMMENT ON COLUMN lake.causality.persons."person_id" IS 'The person, as in events.';

COMMENT ON COLUMN lake.causality.persons."first_seen" IS 'Time of the person''s first event, UTC.';

COMMENT ON COLUMN lake.causality.persons."last_seen" IS 'Time of the person''s last event, UTC.';

COMMENT ON COLUMN lake.causality.persons."traits" IS 'Current traits as text: element_at(traits, ''plan'') is null where it is not set. Of each trait the latest setting holds.';
