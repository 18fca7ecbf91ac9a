package io.causality.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lets the conformance suite drive this client (sdks/conformance/README.md). */
public final class ConformanceAdapter {
  private Client client;
  private Person person;
  private volatile long aheadMillis;
  private volatile boolean throwing;

  public static void main(String[] args) throws IOException {
    ConformanceAdapter adapter = new ConformanceAdapter();
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      try {
        adapter.answer(map(JsonReader.read(line)), answer);
      } catch (Exception | StackOverflowError e) {
        answer.put("error", "it threw " + e);
      }
      out.println(json(answer));
    }
  }

  private void answer(Map<String, Object> command, Map<String, Object> answer) throws Exception {
    switch (text(command, "do")) {
      case "hello":
        answer.put("sdk", "java " + Client.VERSION);
        answer.put("capabilities", List.of("hostile", "storage", "background"));
        break;
      case "init":
        init(map(command.get("config")), Boolean.TRUE.equals(command.get("fresh")));
        break;
      case "track":
        person.track(
            Event.named(text(command, "event"))
                .id(text(command, "id"))
                .properties(map(command.get("properties"))));
        break;
      case "hostile":
        throwing = true;
        person.track("hostile", Map.of("n", Double.NaN));
        break;
      case "typed":
        person.track(Event.of(typed(text(command, "event"), map(command.get("properties")))));
        break;
      case "identify":
        person.identify(text(command, "userId"), map(command.get("traits")));
        break;
      case "reset":
        person.reset();
        break;
      case "screen":
        person.screen(text(command, "name"), Map.of());
        break;
      case "optOut":
        client.optOut();
        break;
      case "optIn":
        client.optIn();
        break;
      case "background":
        client.hurry();
        break;
      case "flush":
        answer.put("delivered", client.flush(millis(command, "timeoutMs")));
        break;
      case "close":
        client.close();
        break;
      case "advance":
        aheadMillis += ((Number) command.get("ms")).longValue();
        break;
      case "state":
        state(answer);
        break;
      case "end":
        client.close(Duration.ZERO);
        break;
      default:
        answer.put("error", "unknown command " + command.get("do"));
    }
  }

  private void state(Map<String, Object> answer) {
    Stats stats = client.stats();
    Map<String, Object> dropped = new LinkedHashMap<>();
    stats.dropped().forEach((reason, count) -> dropped.put(reason.text(), count));
    answer.put("queued", stats.queued());
    answer.put("dropped", dropped);
    answer.put("deviceId", person.identity().deviceId());
    answer.put("userId", person.identity().userId());
    answer.put("stored", stats.stored());
    answer.put("kept", client.isStateKept());
  }

  private void init(Map<String, Object> settings, boolean fresh) throws IOException {
    aheadMillis = 0;
    throwing = false;
    Config.Builder config =
        Config.builder(text(settings, "key"), text(settings, "endpoint"))
            .clock(new TestClock(() -> Instant.now().plusMillis(aheadMillis)))
            .onDrop(
                drop -> {
                  if (throwing) {
                    throw new IllegalStateException("a listener that throws");
                  }
                });
    String storage = text(settings, "storage");
    if (!storage.isEmpty()) {
      Path folder = Path.of(storage);
      if (fresh && Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toArray(Path[]::new)) {
            Files.delete(file);
          }
        }
      }
      config.storage(folder);
    }
    if (settings.containsKey("flushAt")) {
      config.flushAt(number(settings, "flushAt"));
    }
    if (settings.containsKey("flushIntervalMs")) {
      config.flushInterval(millis(settings, "flushIntervalMs"));
    }
    if (settings.containsKey("maxQueue")) {
      config.maxQueue(number(settings, "maxQueue"));
    }
    if (settings.containsKey("maxBatch")) {
      config.maxBatch(number(settings, "maxBatch"));
    }
    if (settings.containsKey("maxBatchBytes")) {
      config.maxBatchBytes(number(settings, "maxBatchBytes"));
    }
    Duration least = Duration.ofSeconds(1);
    Duration most = Duration.ofMinutes(1);
    config.retry(
        settings.containsKey("retryMinMs") ? millis(settings, "retryMinMs") : least,
        settings.containsKey("retryMaxMs") ? millis(settings, "retryMaxMs") : most);
    if (settings.containsKey("requestTimeoutMs")) {
      config.requestTimeout(millis(settings, "requestTimeoutMs"));
    }
    if (settings.containsKey("closeTimeoutMs")) {
      config.closeTimeout(millis(settings, "closeTimeoutMs"));
    }
    client = new Client(config.build());
    person = client.device();
  }

  /** Fills the generated class of an event from fields in snake_case. */
  private static TypedEvent typed(String event, Map<String, Object> fields) throws Exception {
    for (Class<?> type : Events.class.getClasses()) {
      if (TypedEvent.class.isAssignableFrom(type)) {
        TypedEvent made = (TypedEvent) type.getConstructor().newInstance();
        if (made.eventName().equals(event)) {
          return (TypedEvent) fill(made, fields);
        }
      }
    }
    throw new IllegalArgumentException("no typed event " + event);
  }

  private static Object fill(Object made, Map<String, Object> fields) throws Exception {
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      StringBuilder name = new StringBuilder();
      for (String part : field.getKey().split("_")) {
        name.append(
            name.length() == 0 ? part : part.substring(0, 1).toUpperCase() + part.substring(1));
      }
      Method setter =
          Stream.of(made.getClass().getMethods())
              .filter(one -> one.getName().contentEquals(name) && one.getParameterCount() == 1)
              .findFirst()
              .orElseThrow();
      setter.invoke(made, argument(setter.getGenericParameterTypes()[0], field.getValue()));
    }
    return made;
  }

  private static Object argument(Type type, Object value) throws Exception {
    if (type instanceof ParameterizedType) {
      if (!(value instanceof List)) {
        return value;
      }
      List<Object> items = new ArrayList<>();
      for (Object item : (List<?>) value) {
        items.add(argument(((ParameterizedType) type).getActualTypeArguments()[0], item));
      }
      return items;
    }
    Class<?> plain = (Class<?>) type;
    if (TypedFields.class.isAssignableFrom(plain)) {
      return fill(plain.getConstructor().newInstance(), map(value));
    }
    if (plain.isEnum()) {
      for (Object constant : plain.getEnumConstants()) {
        if (plain.getMethod("text").invoke(constant).equals(value)) {
          return constant;
        }
      }
    }
    if (plain == int.class) {
      return ((Number) value).intValue();
    }
    return plain == double.class ? (Object) ((Number) value).doubleValue() : value;
  }

  private static String json(Map<String, Object> answer) {
    try {
      JsonWriter out = new JsonWriter();
      out.value(answer);
      return out.toString();
    } catch (InvalidEventException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  private static String text(Map<String, Object> from, String name) {
    Object value = from.get(name);
    return value == null ? "" : value.toString();
  }

  private static int number(Map<String, Object> from, String name) {
    return ((Number) from.get(name)).intValue();
  }

  private static Duration millis(Map<String, Object> from, String name) {
    return Duration.ofMillis(((Number) from.get(name)).longValue());
  }
}
