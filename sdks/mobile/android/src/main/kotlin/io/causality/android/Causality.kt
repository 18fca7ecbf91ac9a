package io.causality.android

import io.causality.mobile.Client
import io.causality.mobile.Clock
import io.causality.mobile.Listener
import io.causality.mobile.Mobile
import java.io.Closeable
import java.io.File
import java.time.Duration

/**
 * Sends events of an app to Causality. In an app, make it with [start], once, in `Application.onCreate`.
 *
 * What is tracked is on the disk before the call returns; only [flush] and [close] wait for the network and are not for the main
 * thread. Nothing is thrown because of an event or the network: losses are told to [Config.onDrop]. Thread-safe.
 */
class Causality private constructor(private val client: Client, internal val told: Listener) : Closeable {
    /** Records an event. Values: texts, numbers, booleans, enums, lists, maps and null; others as their text. */
    fun track(name: String, properties: Map<String, Any?>) = client.track(name, Json.encode(properties))

    /** The same: `track("signup", "plan" to "pro")`. */
    fun track(name: String, vararg properties: Pair<String, Any?>) = track(name, properties.toMap())

    /** Records one of the generated events, e.g. `ProductView(productId = "p1")`; [properties] may add to its fields. */
    fun track(event: TypedEvent, properties: Map<String, Any?> = emptyMap()) =
        client.track(event.eventName, Json.encode(properties + event.fields().filterValues { it != null }))

    /** Records that a screen came into view. */
    fun screen(name: String, properties: Map<String, Any?> = emptyMap()) = client.screen(name, Json.encode(properties))

    /** Says who uses the device from now on; its anonymous past is theirs. A trait that is null is deleted. */
    fun identify(userId: String, traits: Map<String, Any?> = emptyMap()) = client.identify(userId, Json.encode(traits))

    /** Signed out: the next person is another one on another device. */
    fun reset() = client.reset()

    /** Stops recording and forgets what waits; the choice is kept. */
    fun optOut() = client.optOut()

    /** Records again. */
    fun optIn() = client.optIn()

    /** The app is on the screen. [start] sees to this and the three below. */
    fun foreground() = client.foreground()

    /** The app left the screen; what waits begins to go. */
    fun background() = client.background()

    /** Whether there is a network; without one nothing is tried. */
    fun setOnline(online: Boolean) = client.setOnline(online)

    /** What is known of the device has changed. */
    fun setDevice(device: Device) {
        try {
            client.setContext(Json.encode(device.fields()))
        } catch (e: Exception) { // The binding declares no other. The context of before goes on.
            told.failed(e.message.orEmpty())
        }
    }

    /** Sends what was tracked before and waits; false when that takes longer, and the events stay in the queue. */
    fun flush(timeout: Duration): Boolean = client.flush(timeout.millis())

    /** Flushes and ends the client; what is left goes when the app starts again. Apps need not call it. */
    override fun close() = client.close()

    /** The same without waiting for anything. */
    fun stop() = client.closeWithin(0)

    /** What the client knows of itself, as JSON: queued, stored, dropped, deviceId, userId, sessionId. */
    val state: String get() = client.state()

    companion object {
        /**
         * Opens a client without any of Android's help, in an app's own folder.
         *
         * @throws IllegalArgumentException naming everything that is wrong with the configuration
         */
        fun open(config: Config, storage: File, device: Device = Device(), inBackground: Boolean = false, clock: Clock? = null): Causality {
            val settings = config.settings() + mapOf(
                "storage" to storage.path, "context" to device.fields().filterValues { it != null }, "inBackground" to inBackground,
            )
            val told = Told(config)
            try {
                return Causality(Mobile.openWithClock(Json.encode(settings), told, clock), told)
            } catch (e: Exception) { // The binding declares no other.
                throw IllegalArgumentException(e.message, e)
            }
        }
    }
}

/** What the app is told goes no further when its own code throws: the caller is native. */
private class Told(private val config: Config) : Listener {
    override fun dropped(reason: String, eventID: String, eventName: String, detail: String) {
        quietly { config.onDrop?.invoke(Drop(reason, eventID, eventName, detail)) }
    }

    override fun failed(detail: String) {
        quietly { config.onFailure?.invoke(detail) }
    }

    private fun quietly(call: () -> Unit) {
        try {
            call()
        } catch (e: Throwable) { // Also an Error of the app's must not reach the native caller.
            java.util.logging.Logger.getLogger("Causality").warning("a callback threw: $e")
        }
    }
}

/** The loss of an event: why, which (empty where it never got that far), and words for a person. */
data class Drop(val reason: String, val eventId: String, val eventName: String, val detail: String)
