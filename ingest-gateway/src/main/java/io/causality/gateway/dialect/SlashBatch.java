package io.causality.gateway.dialect;

import io.causality.gateway.decode.DecodedEvents;
import io.causality.gateway.decode.DecodedEvents.Rejected;
import io.causality.gateway.problem.Refusal;
import java.util.List;
import java.util.Set;

/**
 * The path {@code /batch}, where both Amplitude's and PostHog's clients send to: a body with {@code
 * events} is Amplitude's, any other PostHog's.
 */
final class SlashBatch extends Dialect {
  private static final Set<String> ARRAYS = Set.of("events", "batch");

  private final Dialect amplitude = new Amplitude();
  private final Dialect postHog = new PostHog();

  @Override
  Set<String> arrays() {
    return ARRAYS;
  }

  @Override
  Set<String> parameters() {
    return postHog.parameters();
  }

  @Override
  Dialect of(String array) {
    return array.equals("events") ? amplitude : postHog;
  }

  @Override
  String key(Fields request, Fields firstEvent) {
    return postHog.key(request, firstEvent);
  }

  @Override
  long sentAtMs(Fields request, Fields firstEvent) {
    return postHog.sentAtMs(request, firstEvent);
  }

  @Override
  void map(Fields request, Fields event, OpenEvent open) throws UnfitEvent {
    postHog.map(request, event, open);
  }

  /** Before the body is known: Amplitude's clients need its form, PostHog's look at the status. */
  @Override
  public String refused(Refusal refusal, List<Rejected> rejected, String requestId) {
    return amplitude.refused(refusal, rejected, requestId);
  }

  @Override
  public String refusedType() {
    return amplitude.refusedType();
  }

  @Override
  public String accepted(DecodedEvents events, int bodyBytes, long nowMs) {
    return postHog.accepted(events, bodyBytes, nowMs);
  }
}
