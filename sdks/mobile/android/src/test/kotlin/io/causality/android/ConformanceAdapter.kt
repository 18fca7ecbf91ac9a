package io.causality.android

import io.causality.mobile.Clock
import java.io.File
import java.time.Duration
import kotlin.system.exitProcess
import org.json.JSONArray
import org.json.JSONObject

/** Lets the conformance suite (sdks/conformance/README.md) drive this wrapper, and with it the binding and the core. */
fun main() {
    val adapter = ConformanceAdapter()
    generateSequence(::readLine).forEach { line ->
        val answer = try {
            adapter.answer(JSONObject(line))
        } catch (e: Throwable) {
            JSONObject(mapOf("error" to "it threw: $e"))
        }
        println(answer)
    }
    exitProcess(0) // The core's threads that called back would keep the JVM.
}

private class ConformanceAdapter : Clock {
    private var client: Causality? = null
    private var state = File("")

    @Volatile private var aheadMs = 0L

    @Volatile private var throws = false

    override fun nowMs() = System.currentTimeMillis() + aheadMs

    fun answer(command: JSONObject): JSONObject {
        val answer = JSONObject()
        val causality by lazy { client ?: throw IllegalStateException("init comes first") }
        val properties = members(command.optJSONObject("properties"))
        when (val what = command.getString("do")) {
            "hello" -> answer.put("sdk", "mobile Kotlin 0.1.0 (JVM)").put("capabilities", JSONArray(capabilities))
            "init" -> init(command)
            "track" -> causality.track(command.getString("event"), properties)
            "hostile" -> {
                throws = true
                causality.track("hostile", "n" to Double.NaN)
            }
            "typed" -> causality.track(typed(command.getString("event"), properties))
            "identify" -> causality.identify(command.getString("userId"), members(command.optJSONObject("traits")))
            "reset" -> causality.reset()
            "screen" -> causality.screen(command.getString("name"))
            "optOut" -> causality.optOut()
            "optIn" -> causality.optIn()
            "background" -> causality.background()
            "foreground" -> causality.foreground()
            "flush" -> answer.put("delivered", causality.flush(Duration.ofMillis(command.getLong("timeoutMs"))))
            "close" -> causality.close()
            "advance" -> aheadMs += command.getLong("ms")
            "state" -> return JSONObject(causality.state).put("kept", state.exists())
            "end" -> causality.stop()
            else -> answer.put("error", "unknown command $what")
        }
        return answer
    }

    private fun init(command: JSONObject) {
        aheadMs = 0
        throws = false
        val settings = command.getJSONObject("config")
        val storage = File(settings.getString("storage"))
        if (command.optBoolean("fresh")) storage.deleteRecursively()
        state = File(storage, "state.json")
        fun number(name: String) = if (settings.has(name)) settings.getInt(name) else null
        fun duration(name: String) = number(name)?.let { Duration.ofMillis(it.toLong()) }
        val config = Config(
            key = settings.getString("key"),
            endpoint = settings.getString("endpoint"),
            flushAt = number("flushAt"),
            flushInterval = duration("flushIntervalMs"),
            maxQueue = number("maxQueue"),
            maxBatch = number("maxBatch"),
            maxBatchBytes = number("maxBatchBytes"),
            retryMin = duration("retryMinMs"),
            retryMax = duration("retryMaxMs"),
            requestTimeout = duration("requestTimeoutMs"),
            closeTimeout = duration("closeTimeoutMs"),
            onDrop = { if (throws) throw IllegalStateException("a callback that throws") },
        )
        client = Causality.open(config, storage, Device(osVersion = "16", appVersion = "2.1"), clock = this)
    }

    /** The events that the suite asks for, made as an app makes them. */
    private fun typed(name: String, fields: Map<String, Any?>): TypedEvent {
        fun text(field: String) = fields[field] as String?
        fun long(field: String) = (fields[field] as Number?)?.toLong()
        fun place(value: Any?) = (value as Map<*, *>?)?.let { Coordinates((it["x"] as Number?)?.toDouble(), (it["y"] as Number?)?.toDouble()) }
        return when (name) {
            "product_view" -> ProductView(text("product_id")!!, priceCents = long("price_cents"), currency = text("currency"))
            "purchase_complete" -> PurchaseComplete(
                text("order_id")!!,
                totalCents = long("total_cents"),
                items = (fields["items"] as List<*>?)?.map {
                    val item = it as Map<*, *>
                    PurchaseItem(item["product_id"] as String, quantity = item["quantity"] as Int?)
                },
            )
            "button_tap" -> ButtonTap(text("button_id")!!, coordinates = place(fields["coordinates"]))
            "swipe_gesture" -> SwipeGesture(SwipeGestureDirection.valueOf(text("direction")!!.uppercase()), start = place(fields["start"]))
            "user_profile_update" -> UserProfileUpdate(fieldsUpdated = (fields["fields_updated"] as List<*>).map { it as String })
            "screen_view" -> ScreenView(text("screen_name")!!, params = (fields["params"] as Map<*, *>).entries.associate { "${it.key}" to "${it.value}" })
            "app_start" -> AppStart(isColdStart = fields["is_cold_start"] as Boolean?)
            else -> throw IllegalArgumentException("no typed event $name")
        }
    }

    private fun members(of: JSONObject?): Map<String, Any?> =
        of?.keys()?.asSequence()?.associateWith { plain(of.get(it)) } ?: emptyMap()

    private fun plain(value: Any?): Any? = when (value) {
        null, JSONObject.NULL -> null
        is JSONObject -> members(value)
        is JSONArray -> (0 until value.length()).map { plain(value.get(it)) }
        else -> value
    }

    private companion object {
        val capabilities = listOf("hostile", "storage", "background", "sessions", "foreground")
    }
}
