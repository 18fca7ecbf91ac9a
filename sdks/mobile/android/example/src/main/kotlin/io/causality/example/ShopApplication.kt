package io.causality.example

import android.app.Application
import android.util.Log
import io.causality.android.Causality
import io.causality.android.Config
import io.causality.android.start

/** Makes the one client of the app. From an emulator, 10.0.2.2 is the machine that it runs on. */
class ShopApplication : Application() {
    lateinit var causality: Causality
        private set

    override fun onCreate() {
        super.onCreate()
        causality = Causality.start(
            this,
            Config(
                key = getString(resources.getIdentifier("causality_key", "string", packageName)),
                endpoint = "http://10.0.2.2:8080",
                onDrop = { Log.w("shop", "lost ${it.eventName}: ${it.reason}, ${it.detail}") },
                onFailure = { Log.i("shop", it) },
            ),
        )
    }
}
