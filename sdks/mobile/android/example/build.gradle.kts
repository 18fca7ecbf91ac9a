plugins {
    id("com.android.application")
    id("org.jetbrains.kotlin.android")
}

android {
    namespace = "io.causality.example"
    compileSdk = 36
    defaultConfig {
        applicationId = "io.causality.example"
        minSdk = 26
        targetSdk = 36
        versionCode = 1
        versionName = "1.0"
        // ./gradlew :example:installDebug -Pcausality.key=THE-KEY
        resValue("string", "causality_key", (findProperty("causality.key") ?: "").toString())
    }
    buildFeatures { resValues = true }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
}

kotlin { jvmToolchain(17) }

dependencies {
    implementation(project(":"))
    implementation(files("../../_build/causality-core.aar"))
}
