package io.causality.android

import java.time.Duration

/**
 * How a client works. [key] and [endpoint] are needed; what is null has the default of all SDKs (sdks/README.md). [onDrop] hears of
 * every loss and [onFailure], for logs, of failed attempts; both are called from any thread and must return soon.
 */
data class Config(
    val key: String,
    val endpoint: String,
    val flushAt: Int? = null,
    val flushInterval: Duration? = null,
    val maxQueue: Int? = null,
    val maxBatch: Int? = null,
    val maxBatchBytes: Int? = null,
    val retryMin: Duration? = null,
    val retryMax: Duration? = null,
    val requestTimeout: Duration? = null,
    val closeTimeout: Duration? = null,
    val onDrop: ((Drop) -> Unit)? = null,
    val onFailure: ((String) -> Unit)? = null,
) {
    internal fun settings(): Map<String, Any?> = mapOf(
        "key" to key,
        "endpoint" to endpoint,
        "flushAt" to flushAt,
        "flushIntervalMs" to flushInterval?.millis(),
        "maxQueue" to maxQueue,
        "maxBatch" to maxBatch,
        "maxBatchBytes" to maxBatchBytes,
        "retryMinMs" to retryMin?.millis(),
        "retryMaxMs" to retryMax?.millis(),
        "requestTimeoutMs" to requestTimeout?.millis(),
        "closeTimeoutMs" to closeTimeout?.millis(),
    ).filterValues { it != null }
}

/** More than a Long holds, e.g. that of `ChronoUnit.FOREVER`, is as much as it holds. */
internal fun Duration.millis(): Long = try {
    toMillis()
} catch (_: ArithmeticException) {
    if (isNegative) Long.MIN_VALUE else Long.MAX_VALUE
}

/** What is known of the device; what is null is left out. Sizes in pixels. */
data class Device(
    val osVersion: String? = null,
    val appVersion: String? = null,
    val buildNumber: String? = null,
    val model: String? = null,
    val manufacturer: String? = null,
    val type: String? = null,
    val screenWidth: Int? = null,
    val screenHeight: Int? = null,
    val locale: String? = null,
    val timezone: String? = null,
    val networkType: NetworkType? = null,
    val carrier: String? = null,
    val isEmulator: Boolean? = null,
) {
    internal fun fields(): Map<String, Any?> = mapOf(
        "platform" to Platform.ANDROID,
        "osName" to "Android",
        "osVersion" to osVersion,
        "appVersion" to appVersion,
        "buildNumber" to buildNumber,
        "deviceModel" to model,
        "manufacturer" to manufacturer,
        "deviceType" to type,
        "screenWidth" to screenWidth,
        "screenHeight" to screenHeight,
        "locale" to locale,
        "timezone" to timezone,
        "networkType" to networkType,
        "carrier" to carrier,
        "isEmulator" to isEmulator,
    ).filterValues { it != null }
}
