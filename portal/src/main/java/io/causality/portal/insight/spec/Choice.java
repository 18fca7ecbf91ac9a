package io.causality.portal.insight.spec;

import java.util.Locale;

/** A word of the spec: an enum constant, written in lower case. */
interface Choice {
  String name();

  /** As in JSON. */
  default String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
