import Foundation
import Network
#if canImport(UIKit)
import UIKit

extension Causality {
    /// Makes the client of an app: it keeps its queue in the app's files, knows the device, and follows the screen, the network and
    /// the language. Call it on the main thread.
    ///
    /// - Throws: `ConfigError`, naming everything that is wrong with the configuration.
    @MainActor
    public static func start(_ config: Config) throws -> Causality {
        let files = FileManager.default
        let support = try files.url(for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
        let causality = try Causality(
            config, storage: support.appendingPathComponent("causality"), device: .current,
            inBackground: UIApplication.shared.applicationState == .background
        )
        Surroundings.shared.follow(causality)
        return causality
    }
}

/// What is known of the device; what is nil is left out. Sizes in pixels.
public struct Device: Equatable {
    public var osName, osVersion, appVersion, buildNumber, model, type, locale, timezone: String?
    public var screenWidth, screenHeight: Int?
    public var networkType: NetworkType?
    public var isEmulator: Bool?

    public init() {}

    @MainActor
    static var current: Device {
        var device = Device()
        device.osName = UIDevice.current.systemName
        device.osVersion = UIDevice.current.systemVersion
        device.appVersion = Bundle.main.infoDictionary?["CFBundleShortVersionString"] as? String
        device.buildNumber = Bundle.main.infoDictionary?["CFBundleVersion"] as? String
        device.model = modelIdentifier()
        device.type = UIDevice.current.userInterfaceIdiom == .pad ? "tablet" : "phone"
        let screen = UIScreen.main.nativeBounds
        device.screenWidth = Int(screen.width)
        device.screenHeight = Int(screen.height)
        device.setPlace()
        #if targetEnvironment(simulator)
        device.isEmulator = true
        #else
        device.isEmulator = false
        #endif
        return device
    }

    mutating func setPlace() {
        locale = Locale.preferredLanguages.first
        timezone = TimeZone.current.identifier
    }

    /// E.g. iPhone17,1: `UIDevice.model` says iPhone alone.
    private static func modelIdentifier() -> String {
        var system = utsname()
        uname(&system)
        return withUnsafeBytes(of: &system.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    var fields: [String: Any?] {
        let all: [String: Any?] = [
            "platform": "ios", "manufacturer": "Apple", "osName": osName, "osVersion": osVersion, "appVersion": appVersion,
            "buildNumber": buildNumber, "deviceModel": model, "deviceType": type, "locale": locale, "timezone": timezone,
            "screenWidth": screenWidth, "screenHeight": screenHeight, "networkType": networkType?.rawValue, "isEmulator": isEmulator,
        ]
        return all.filter { $0.value != nil }
    }
}

/// The screen, the network and the language. On the main thread alone.
@MainActor
private final class Surroundings {
    static let shared = Surroundings()
    private let network = NWPathMonitor()
    private var causality: Causality?
    private var device = Device()

    func follow(_ causality: Causality) {
        self.causality = causality
        device = .current
        let center = NotificationCenter.default
        center.addObserver(forName: UIApplication.willEnterForegroundNotification, object: nil, queue: .main) { _ in
            MainActor.assumeIsolated { causality.foreground() }
        }
        center.addObserver(forName: UIApplication.didEnterBackgroundNotification, object: nil, queue: .main) { _ in
            MainActor.assumeIsolated { Surroundings.shared.leave() }
        }
        center.addObserver(forName: NSLocale.currentLocaleDidChangeNotification, object: nil, queue: .main) { _ in
            MainActor.assumeIsolated { Surroundings.shared.change { $0.setPlace() } }
        }
        network.pathUpdateHandler = { path in
            let online = path.status == .satisfied
            let type: NetworkType? = !online ? .offline : path.usesInterfaceType(.wifi) ? .wifi : path.usesInterfaceType(.wiredEthernet) ? .ethernet : nil
            causality.setOnline(online)
            DispatchQueue.main.async { Surroundings.shared.change { $0.networkType = type } }
        }
        network.start(queue: DispatchQueue(label: "causality.network"))
    }

    /// Asks the system for the time that sending takes.
    private func leave() {
        guard let causality else { return }
        causality.background()
        var task = UIBackgroundTaskIdentifier.invalid
        let end = {
            if task != .invalid { UIApplication.shared.endBackgroundTask(task) }
            task = .invalid
        }
        task = UIApplication.shared.beginBackgroundTask(withName: "causality", expirationHandler: end)
        DispatchQueue.global(qos: .utility).async {
            _ = causality.flush(within: 10)
            DispatchQueue.main.async(execute: end)
        }
    }

    private func change(_ by: (inout Device) -> Void) {
        let before = device
        by(&device)
        if device != before { causality?.setDevice(device) }
    }
}
#endif
