package io.causality.example

import android.app.Activity
import android.os.Bundle
import android.widget.Button
import android.widget.LinearLayout
import io.causality.android.ProductView
import io.causality.android.PurchaseComplete
import java.util.UUID

/** A screen with what a shop records. */
class ShopActivity : Activity() {
    private val causality get() = (application as ShopApplication).causality

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        causality.screen("shop")
        setContentView(
            LinearLayout(this).apply {
                orientation = LinearLayout.VERTICAL
                button("Look at a product") { causality.track(ProductView(productId = "p1", priceCents = 1990, currency = "CHF")) }
                button("Buy it") { causality.track(PurchaseComplete(orderId = UUID.randomUUID().toString(), totalCents = 1990, currency = "CHF")) }
                button("Sign in") { causality.identify("u1", mapOf("plan" to "pro")) }
                button("Sign out") { causality.reset() }
                button("Something of our own") { causality.track("hint_shown", "hint" to "shipping", "times" to 2) }
            },
        )
    }

    private fun LinearLayout.button(label: String, tapped: () -> Unit) =
        addView(Button(context).apply { text = label; setOnClickListener { tapped() } })
}
