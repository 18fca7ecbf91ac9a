#!/usr/bin/env bash
# Makes _build/causality-core.aar: the core for arm64, arm, x86_64 and x86, with its Java binding. Then, in android/, Gradle builds the
# library and the example. Needs Go 1.26, a JDK 17, the Android SDK (platform 36) and the NDK; the versions are pinned here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
ndk=28.2.13676358
sdk=${ANDROID_HOME:-${ANDROID_SDK_ROOT:-}}
[ -n "$sdk" ] && [ -d "$sdk" ] || { echo "missing: the Android SDK; install its command line tools and set ANDROID_HOME" >&2; exit 3; }
export ANDROID_HOME=$sdk ANDROID_NDK_HOME=${ANDROID_NDK_HOME:-$sdk/ndk/$ndk}
[ -d "$ANDROID_NDK_HOME" ] || { echo "missing: the NDK; get it with: sdkmanager 'ndk;$ndk' 'platforms;android-36'" >&2; exit 3; }
command -v javac >/dev/null || { echo "missing: javac; install a JDK 17" >&2; exit 3; }
mkdir -p _build/bin
GOBIN=$PWD/_build/bin go install golang.org/x/mobile/cmd/gomobile golang.org/x/mobile/cmd/gobind
PATH=$PWD/_build/bin:$PATH gomobile bind -target=android -androidapi 26 -javapkg=io.causality -trimpath -ldflags='-s -w' \
  -o _build/causality-core.aar .
echo "made $PWD/_build/causality-core.aar; now: cd android && gradle assembleRelease (Gradle 8.13)"
