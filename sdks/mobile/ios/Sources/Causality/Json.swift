import Foundation

/// What has fields: a typed event, or an object in one.
public protocol Fields {
    /// By their names on the wire; those that are nil are left out.
    var fields: [String: Any?] { get }
}

/// One of the generated events.
public protocol TypedEvent: Fields {
    var eventName: String { get }
}

extension Fields {
    var json: [String: Any?] { fields.filter { $0.value != nil } }
}

/// Writes what the core reads.
enum Json {
    /// What JSON does not have spoils its event alone: the core reports what is no JSON as invalid.
    static func encode(_ members: [String: Any?]) -> String {
        if members.isEmpty { return "" }
        let object = plain(members)
        guard JSONSerialization.isValidJSONObject(object), let data = try? JSONSerialization.data(withJSONObject: object) else {
            return "not encodable"
        }
        return String(decoding: data, as: UTF8.self)
    }

    private static func plain(_ value: Any?) -> Any {
        switch value {
        case nil, is NSNull: return NSNull()
        case let members as [String: Any?]: return members.mapValues { plain($0) }
        case let items as [Any?]: return items.map { plain($0) }
        case let date as Date: return ISO8601DateFormatter().string(from: date)
        case let url as URL: return url.absoluteString
        case let fields as Fields: return plain(fields.json)
        default: return value as Any
        }
    }
}
