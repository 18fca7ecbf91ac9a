package io.causality.android

import android.app.Activity
import android.app.Application
import android.content.Context
import android.content.pm.PackageManager
import android.content.res.Configuration
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.os.Build
import android.os.Bundle
import android.telephony.TelephonyManager
import java.io.File
import java.time.Duration
import java.util.Locale
import java.util.TimeZone
import kotlin.concurrent.thread

private val whenLeaving: Duration = Duration.ofSeconds(10)

/**
 * Makes the client of an app, in `Application.onCreate`: it keeps its queue in the app's files, knows the device, and follows the
 * activities, the network and the language. Needs the permissions INTERNET and ACCESS_NETWORK_STATE.
 *
 * @throws IllegalArgumentException naming everything that is wrong with the configuration
 */
fun Causality.Companion.start(application: Application, config: Config): Causality {
    val device = deviceOf(application)
    val causality = open(config, File(application.filesDir, "causality"), device, inBackground = true)
    application.registerActivityLifecycleCallbacks(Screens(causality))
    Surroundings(application, causality, device).follow()
    return causality
}

private fun deviceOf(context: Context): Device {
    val app = try {
        context.packageManager.getPackageInfo(context.packageName, 0)
    } catch (_: PackageManager.NameNotFoundException) { // The app itself is installed; a system that denies it has no version to tell.
        null
    }
    val screen = context.resources.displayMetrics
    val telephony = context.getSystemService(Context.TELEPHONY_SERVICE) as TelephonyManager?
    @Suppress("DEPRECATION") // The long one came with Android 9.
    return Device(
        osVersion = Build.VERSION.RELEASE,
        appVersion = app?.versionName,
        buildNumber = app?.versionCode?.toString(),
        model = Build.MODEL,
        manufacturer = Build.MANUFACTURER,
        type = if (context.resources.configuration.smallestScreenWidthDp >= 600) "tablet" else "phone",
        screenWidth = screen.widthPixels,
        screenHeight = screen.heightPixels,
        locale = Locale.getDefault().toLanguageTag(),
        timezone = TimeZone.getDefault().id,
        carrier = telephony?.networkOperatorName?.ifEmpty { null },
        isEmulator = Build.HARDWARE == "goldfish" || Build.HARDWARE == "ranchu",
    )
}

/** The app is on the screen while one of its activities is started. Called on the main thread alone. */
private class Screens(private val causality: Causality) : Application.ActivityLifecycleCallbacks {
    private var started = 0

    override fun onActivityStarted(activity: Activity) {
        if (started++ == 0) causality.foreground()
    }

    override fun onActivityStopped(activity: Activity) {
        started--
        if (started == 0 && !activity.isChangingConfigurations) {
            causality.background()
            thread(name = "causality-leaving") { causality.flush(whenLeaving) }
        }
    }

    override fun onActivityCreated(activity: Activity, state: Bundle?) = Unit

    override fun onActivityResumed(activity: Activity) = Unit

    override fun onActivityPaused(activity: Activity) = Unit

    override fun onActivitySaveInstanceState(activity: Activity, state: Bundle) = Unit

    override fun onActivityDestroyed(activity: Activity) = Unit
}

/** The network and the language. Its callbacks come on several threads. */
private class Surroundings(
    private val application: Application,
    private val causality: Causality,
    private var device: Device,
) : ConnectivityManager.NetworkCallback(), android.content.ComponentCallbacks {
    fun follow() {
        application.registerComponentCallbacks(this)
        val manager = application.getSystemService(Context.CONNECTIVITY_SERVICE) as ConnectivityManager
        try {
            manager.registerDefaultNetworkCallback(this)
        } catch (e: RuntimeException) { // A permission that was taken out, or too many callbacks: no reason not to start the app.
            causality.told.failed("causality: the network is not followed: $e")
        }
    }

    override fun onAvailable(network: Network) = causality.setOnline(true)

    override fun onLost(network: Network) {
        causality.setOnline(false)
        change { it.copy(networkType = NetworkType.OFFLINE) }
    }

    override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) {
        val type = when {
            capabilities.hasTransport(NetworkCapabilities.TRANSPORT_WIFI) -> NetworkType.WIFI
            capabilities.hasTransport(NetworkCapabilities.TRANSPORT_ETHERNET) -> NetworkType.ETHERNET
            else -> null // Which generation a cellular network is needs a permission that an app may not have.
        }
        change { it.copy(networkType = type) }
    }

    override fun onConfigurationChanged(configuration: Configuration) = change {
        it.copy(locale = Locale.getDefault().toLanguageTag(), timezone = TimeZone.getDefault().id)
    }

    override fun onLowMemory() = Unit

    @Synchronized
    private fun change(by: (Device) -> Device) {
        val changed = by(device)
        if (changed != device) {
            device = changed
            causality.setDevice(changed)
        }
    }
}
