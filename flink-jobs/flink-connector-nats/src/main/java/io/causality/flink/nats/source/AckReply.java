package io.causality.flink.nats.source;

/**
 * The numbers that JetStream puts into the reply subject of each message it delivers. Read by hand:
 * it happens for each message, and jnats splits strings and builds calendar times for it.
 *
 * @param streamSequence the message's place in the stream
 * @param consumerSequence how many-eth delivery of its consumer this is, from 1, without gaps
 * @param timestampNanos when the stream stored it, nanoseconds since 1970
 * @param pending messages that the consumer has yet to deliver after this one
 */
record AckReply(long streamSequence, long consumerSequence, long timestampNanos, long pending) {
  private static final int TOKENS_WITHOUT_DOMAIN = 9;
  private static final int FIRST_NUMBER_WITHOUT_DOMAIN = 5;
  private static final int FIRST_NUMBER_WITH_DOMAIN = 7;

  /**
   * Parses {@code
   * $JS.ACK.[domain.account.]stream.consumer.delivered.sseq.cseq.time.pending[.token]}.
   *
   * @throws IllegalArgumentException when it is nothing like that
   */
  static AckReply parse(String reply) {
    var tokens = 1;
    for (int i = 0; i < reply.length(); i++) {
      if (reply.charAt(i) == '.') {
        tokens++;
      }
    }
    if (!reply.startsWith("$JS.ACK.") || tokens < TOKENS_WITHOUT_DOMAIN) {
      throw new IllegalArgumentException("not a JetStream reply subject: " + reply);
    }
    var start = 0;
    var skip =
        tokens == TOKENS_WITHOUT_DOMAIN ? FIRST_NUMBER_WITHOUT_DOMAIN : FIRST_NUMBER_WITH_DOMAIN;
    for (; skip > 0; skip--) {
      start = reply.indexOf('.', start) + 1;
    }
    var numbers = new long[4];
    for (int n = 0; n < numbers.length; n++) {
      var end = reply.indexOf('.', start);
      end = end < 0 ? reply.length() : end;
      numbers[n] = Long.parseLong(reply, start, end, 10);
      start = end + 1;
    }
    return new AckReply(numbers[0], numbers[1], numbers[2], numbers[3]);
  }
}
