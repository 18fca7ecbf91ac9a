// What the generated bindings use of Android's log, for a JVM on a desktop: lines on standard error.
#pragma once
#include <stdio.h>

enum { ANDROID_LOG_INFO = 4, ANDROID_LOG_FATAL = 7 };

#define __android_log_print(level, tag, ...) \
  ((void)(level), fprintf(stderr, "%s: ", tag), fprintf(stderr, __VA_ARGS__), fputc('\n', stderr))
