#!/usr/bin/env bash
# Makes ios/Mobile.xcframework: the core for iPhones and simulators with its Objective-C binding, which ios/Package.swift takes in.
# Needs macOS with Xcode 16 or later and Go 1.26; gomobile's version is pinned in go.mod.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
[ "$(uname)" = Darwin ] || { echo "missing: macOS; an .xcframework can only be made there" >&2; exit 3; }
xcrun --sdk iphoneos --show-sdk-path >/dev/null || { echo "missing: Xcode with the iOS SDK" >&2; exit 3; }
mkdir -p _build/bin
GOBIN=$PWD/_build/bin go install golang.org/x/mobile/cmd/gomobile golang.org/x/mobile/cmd/gobind
rm -rf ios/Mobile.xcframework
PATH=$PWD/_build/bin:$PATH gomobile bind -target=ios,iossimulator -iosversion=15.0 -trimpath -ldflags='-s -w' -o ios/Mobile.xcframework .
echo "made $PWD/ios/Mobile.xcframework; add $PWD/ios as a Swift package"
