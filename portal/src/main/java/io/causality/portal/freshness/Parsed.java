package io.causality.portal.freshness;

import org.jspecify.annotations.Nullable;

/** Remembers the last document and what it says; what cannot be read changes nothing. */
final class Parsed {
  private @Nullable String text;
  private Progress progress = Progress.NONE;

  synchronized Progress of(@Nullable String json) {
    if (json != null && !json.equals(text)) {
      text = json;
      progress = Progress.parse(json).orElse(progress);
    }
    return progress;
  }
}
