// An app with what a shop records. In Xcode: a new iOS app, this file instead of its own, and the package in the folder above.
import Causality
import SwiftUI

@main
struct ShopApp: App {
    private let causality: Causality? = {
        var config = Config(key: "THE-KEY", endpoint: "http://127.0.0.1:8080")
        config.onDrop = { print("lost \($0.eventName): \($0.reason), \($0.detail)") }
        config.onFailure = { print($0) }
        do {
            return try Causality.start(config)
        } catch {
            print(error) // Wrong settings: seen when the app is made, and no reason to end it.
            return nil
        }
    }()

    var body: some Scene {
        WindowGroup {
            VStack(spacing: 16) {
                Button("Look at a product") { causality?.track(ProductView(productId: "p1", priceCents: 1990, currency: "CHF")) }
                Button("Buy it") { causality?.track(PurchaseComplete(orderId: UUID().uuidString, totalCents: 1990, currency: "CHF")) }
                Button("Sign in") { causality?.identify("u1", traits: ["plan": "pro"]) }
                Button("Sign out") { causality?.reset() }
                Button("Something of our own") { causality?.track("hint_shown", ["hint": "shipping", "times": 2]) }
            }
            .onAppear { causality?.screen("shop") }
        }
    }
}
