import com.amplitude.Amplitude;
import com.amplitude.AmplitudeCallbacks;
import com.amplitude.Event;
import com.posthog.server.PostHog;
import com.posthog.server.PostHogCaptureOptions;
import com.posthog.server.PostHogConfig;
import com.posthog.server.PostHogInterface;
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.TrackMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.json.JSONObject;

/** Each client for Java sends a little. The process lives until its input ends, as clients send behind the scenes. */
public final class Clients {
  private static final Instant PAST = Instant.parse("2020-05-17T10:00:00Z");

  public static void main(String[] args) throws IOException {
    String gateway = args[0];
    String key = args[1];
    String overTls = args[2];

    Analytics segment = Analytics.builder(key).endpoint(gateway).build();
    segment.enqueue(IdentifyMessage.builder().userId("segment-java").traits(Map.of("plan", "pro")));
    segment.enqueue(
        TrackMessage.builder("Order Paid")
            .userId("segment-java")
            .timestamp(Date.from(PAST))
            .properties(Map.of("total", 8)));
    segment.flush();

    // Its flush may overtake what was captured just before: that goes with the next one, by default half a minute later.
    PostHogInterface postHog =
        PostHog.with(PostHogConfig.builder(key).host(gateway).flushIntervalSeconds(1).build());
    postHog.identify("posthog-java", Map.of("plan", "pro"));
    postHog.capture(
        "posthog-java",
        "order paid",
        PostHogCaptureOptions.builder().property("total", 9).timestamp(PAST).build());
    postHog.flush();

    Amplitude amplitude = Amplitude.getInstance("dialects");
    amplitude.init(key);
    amplitude.setServerUrl(overTls + "/2/httpapi");
    amplitude.setCallbacks(
        new AmplitudeCallbacks() {
          @Override
          public void onLogEventServerResponse(Event event, int status, String message) {
            if (status != 200) {
              System.err.println(event.eventType + ": " + status + " " + message);
            }
          }
        });
    Event identify = new Event("$identify", "amplitude-java");
    identify.userProperties = new JSONObject(Map.of("$set", Map.of("plan", "pro")));
    amplitude.logEvent(identify);
    Event paid = new Event("Order Paid", "amplitude-java");
    paid.eventProperties = new JSONObject(Map.of("total", 10));
    paid.timestamp = PAST.toEpochMilli();
    paid.insertId = "amplitude-java-1";
    amplitude.logEvent(paid);
    amplitude.flushEvents();

    System.in.read();
    System.exit(0);
  }
}
