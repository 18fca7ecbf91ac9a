// swift-tools-version:5.9
// The Swift wrapper. First ../build-ios.sh, which makes the core's framework.
import PackageDescription

let package = Package(
    name: "Causality",
    platforms: [.iOS(.v15)],
    products: [.library(name: "Causality", targets: ["Causality"])],
    targets: [
        .binaryTarget(name: "Mobile", path: "Mobile.xcframework"),
        .target(name: "Causality", dependencies: ["Mobile"], linkerSettings: [.linkedLibrary("resolv")]),
    ]
)
