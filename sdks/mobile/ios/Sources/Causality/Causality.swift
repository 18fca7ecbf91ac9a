import Foundation
import Mobile

/// Sends events of an app to Causality. In an app, make it with `start(_:)`, once, when the app has launched.
///
/// What is tracked is on the disk before the call returns; only `flush` and `close` wait for the network and are not for the main
/// thread. Nothing is thrown because of an event or the network: losses are told to `Config.onDrop`. Thread-safe.
public final class Causality {
    private let client: MobileClient
    private let listener: Told

    /// Opens a client in an app's own folder, without any of the system's help.
    ///
    /// - Throws: `ConfigError`, naming everything that is wrong with the configuration.
    public init(_ config: Config, storage: URL, device: Device, inBackground: Bool = false) throws {
        var settings = config.settings
        settings["storage"] = storage.path
        settings["context"] = device.fields
        settings["inBackground"] = inBackground
        listener = Told(config)
        var error: NSError?
        guard let opened = MobileOpen(Json.encode(settings), listener, &error) else {
            throw ConfigError(description: error?.localizedDescription ?? "the client could not be opened")
        }
        client = opened
    }

    /// Records an event. Values: texts, numbers, booleans, dates, arrays, dictionaries and nil.
    public func track(_ name: String, _ properties: [String: Any?] = [:]) {
        client.track(name, properties: Json.encode(properties))
    }

    /// Records one of the generated events, e.g. `ProductView(productId: "p1")`; properties may add to its fields.
    public func track(_ event: TypedEvent, _ properties: [String: Any?] = [:]) {
        client.track(event.eventName, properties: Json.encode(properties.merging(event.json) { _, field in field }))
    }

    /// Records that a screen came into view.
    public func screen(_ name: String, _ properties: [String: Any?] = [:]) {
        client.screen(name, properties: Json.encode(properties))
    }

    /// Says who uses the device from now on; its anonymous past is theirs. A trait that is nil is deleted.
    public func identify(_ userId: String, traits: [String: Any?] = [:]) {
        client.identify(userId, traits: Json.encode(traits))
    }

    /// Signed out: the next person is another one on another device.
    public func reset() { client.reset() }

    /// Stops recording and forgets what waits; the choice is kept.
    public func optOut() { client.optOut() }

    /// Records again.
    public func optIn() { client.optIn() }

    /// The app is on the screen. `start` sees to this and the three below.
    public func foreground() { client.foreground() }

    /// The app left the screen; what waits begins to go.
    public func background() { client.background() }

    /// Whether there is a network; without one nothing is tried.
    public func setOnline(_ online: Bool) { client.setOnline(online) }

    /// What is known of the device has changed.
    public func setDevice(_ device: Device) {
        do {
            try client.setContext(Json.encode(device.fields))
        } catch {
            listener.failed(error.localizedDescription)
        }
    }

    /// Sends what was tracked before and waits; false when that takes longer, and the events stay in the queue.
    public func flush(within seconds: TimeInterval) -> Bool { client.flush(seconds.milliseconds) }

    /// Flushes and ends the client; what is left goes when the app starts again. Apps need not call it.
    public func close() { client.close() }

    /// What the client knows of itself, as JSON: queued, stored, dropped, deviceId, userId, sessionId.
    public var state: String { client.state() }
}

/// How a client works. Key and endpoint are needed; what is nil has the default of all SDKs (sdks/README.md). `onDrop` hears of
/// every loss and `onFailure`, for logs, of failed attempts; both are called from any thread and must return soon.
public struct Config {
    public var key: String
    public var endpoint: String
    public var flushAt: Int?
    public var flushInterval: TimeInterval?
    public var maxQueue: Int?
    public var maxBatch: Int?
    public var maxBatchBytes: Int?
    public var retryMin: TimeInterval?
    public var retryMax: TimeInterval?
    public var requestTimeout: TimeInterval?
    public var closeTimeout: TimeInterval?
    public var onDrop: ((Drop) -> Void)?
    public var onFailure: ((String) -> Void)?

    public init(key: String, endpoint: String) {
        self.key = key
        self.endpoint = endpoint
    }

    var settings: [String: Any?] {
        var settings: [String: Any?] = ["key": key, "endpoint": endpoint]
        if let flushAt { settings["flushAt"] = flushAt }
        if let flushInterval { settings["flushIntervalMs"] = flushInterval.milliseconds }
        if let maxQueue { settings["maxQueue"] = maxQueue }
        if let maxBatch { settings["maxBatch"] = maxBatch }
        if let maxBatchBytes { settings["maxBatchBytes"] = maxBatchBytes }
        if let retryMin { settings["retryMinMs"] = retryMin.milliseconds }
        if let retryMax { settings["retryMaxMs"] = retryMax.milliseconds }
        if let requestTimeout { settings["requestTimeoutMs"] = requestTimeout.milliseconds }
        if let closeTimeout { settings["closeTimeoutMs"] = closeTimeout.milliseconds }
        return settings
    }
}

extension TimeInterval {
    /// Swift ends the program where a number that Int64 does not hold is made one, e.g. that of `.infinity`.
    var milliseconds: Int64 { isNaN ? 0 : Int64(Swift.min(Swift.max(self * 1000, -1e18), 1e18)) }
}

/// The configuration is wrong; the description names every part that is.
public struct ConfigError: Error, CustomStringConvertible {
    public let description: String
}

/// The loss of an event: why, which (empty where it never got that far), and words for a person.
public struct Drop {
    public let reason, eventId, eventName, detail: String
}

private final class Told: NSObject, MobileListenerProtocol {
    private let config: Config

    init(_ config: Config) { self.config = config }

    func dropped(_ reason: String?, eventID: String?, eventName: String?, detail: String?) {
        config.onDrop?(Drop(reason: reason ?? "", eventId: eventID ?? "", eventName: eventName ?? "", detail: detail ?? ""))
    }

    func failed(_ detail: String?) { config.onFailure?(detail ?? "") }
}
