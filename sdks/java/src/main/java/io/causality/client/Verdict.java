package io.causality.client;

import java.time.Duration;
import java.util.Map;

/** What an attempt came to. Immutable. */
final class Verdict {
  /** The kinds of it. */
  enum Kind {
    /** The batch is done; the named events were refused. */
    DELIVERED,
    /** The named events will never be taken; the others were not taken yet. */
    REFUSED,
    /** The batch as a whole is not taken; its halves may be. */
    DIVIDE,
    /** No answer, or one that may be better later. */
    AGAIN
  }

  final Kind kind;

  /** Why events were refused, by their place in the batch. */
  final Map<Integer, String> named;

  /** The reason, should the event stand alone. */
  final DropReason reason;

  final String detail;

  /** The least wait before another attempt. */
  final Duration after;

  private Verdict(
      Kind kind, Map<Integer, String> named, DropReason reason, String detail, Duration after) {
    this.kind = kind;
    this.named = named;
    this.reason = reason;
    this.detail = detail;
    this.after = after;
  }

  static Verdict delivered(Map<Integer, String> rejected) {
    return new Verdict(Kind.DELIVERED, rejected, DropReason.REJECTED, "", Duration.ZERO);
  }

  static Verdict refused(Map<Integer, String> named) {
    return new Verdict(Kind.REFUSED, named, DropReason.REJECTED, "", Duration.ZERO);
  }

  static Verdict divide(DropReason reason, String detail) {
    return new Verdict(Kind.DIVIDE, Map.of(), reason, detail, Duration.ZERO);
  }

  static Verdict again(String detail, Duration after) {
    return new Verdict(Kind.AGAIN, Map.of(), DropReason.REJECTED, detail, after);
  }
}
