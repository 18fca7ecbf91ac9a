package io.causality.portal.insight;

import io.causality.portal.insight.oracle.Event;
import io.causality.proto.lake.DayCopies;
import io.causality.proto.lake.LakeHours;
import io.causality.proto.lake.LakeSchema;
import io.causality.proto.lake.LakeTable;
import io.causality.proto.lake.LakeValues;
import io.causality.testkit.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes events into the lake as the archive does: events, device links, traits. */
public final class LakeFiles {
  private static final LakeSchema SCHEMA = LakeSchema.current();
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuuMMddHH").withZone(ZoneOffset.UTC);

  private final Path bucket;

  /** Files of a bucket of the shared S3 server, which must exist. */
  public LakeFiles(String bucket) {
    this.bucket = Servers.s3().logFile().resolveSibling("objects").resolve(bucket);
  }

  /** Writes events of an app, and says which hours now exist, as keys of the lake's bucket. */
  public Set<String> write(String app, List<Event> events) {
    Map<String, List<Map<String, Object>>> files = new TreeMap<>();
    Set<String> hours = new TreeSet<>();
    for (Event event : events) {
      hours.add("hour." + app + "." + HOUR.format(Instant.ofEpochMilli(event.ts())));
      files
          .computeIfAbsent("events/" + LakeHours.folder(app, event.ts()), k -> new ArrayList<>())
          .add(row(event));
    }
    files.forEach((folder, rows) -> file(folder, SCHEMA.events(), rows));
    List<Map<String, Object>> links =
        events.stream()
            .filter(event -> event.device() != null && event.user() != null)
            .map(LakeFiles::who)
            .toList();
    file("device_links/app_id=" + app, SCHEMA.deviceLinks(), links);
    List<Map<String, Object>> traits = new ArrayList<>();
    for (Event event : events) {
      event
          .traits()
          .forEach(
              (name, value) -> {
                Map<String, Object> row = who(event);
                row.put("name", name);
                row.put("once", false);
                if (value != null) {
                  row.put("value", text(value));
                }
                traits.add(row);
              });
    }
    file("traits/app_id=" + app, SCHEMA.traits(), traits);
    return hours;
  }

  /** Writes a copy of events of one day; answers the name of its file. */
  public String copy(String app, List<Event> events) {
    String schema =
        SCHEMA
            .events()
            .parquetSchema()
            .replaceFirst(
                "\\}\\s*$",
                "  optional binary day (STRING);\n  optional binary hour (STRING);\n}\n");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Event event : events) {
      Map<String, Object> row = row(event);
      String[] folder = LakeHours.folder(app, event.ts()).split("/", 2)[1].split("/hour=", 2);
      row.put("day", folder[0]);
      row.put("hour", folder[1]);
      rows.add(row);
    }
    return file(DayCopies.folder(app), schema, rows);
  }

  private static Map<String, Object> row(Event event) {
    Map<String, Object> row = who(event);
    row.put("event_id", event.id());
    row.put("event_name", event.name());
    row.put("person_id", event.user() != null ? event.user() : event.device());
    row.put("session_id", event.session());
    row.putAll(event.columns());
    Map<String, String> properties = new HashMap<>();
    event.properties().forEach((key, value) -> properties.put(key, text(value)));
    if (!properties.isEmpty()) {
      row.put("properties", properties);
    }
    return row;
  }

  private static Map<String, Object> who(Event event) {
    Map<String, Object> row = new HashMap<>();
    row.put("device_id", event.device());
    row.put("user_id", event.user());
    row.put("ts", event.ts());
    row.put("stream_seq", event.seq());
    return row;
  }

  /** A value as the archive writes it into a map of text. */
  public static String text(Object value) {
    return value instanceof Double number ? LakeValues.text(number) : value.toString();
  }

  private void file(String folder, LakeTable table, List<Map<String, Object>> rows) {
    if (!rows.isEmpty()) {
      file(folder, table.parquetSchema(), rows);
    }
  }

  private String file(String folder, String columns, List<Map<String, Object>> rows) {
    MessageType schema = MessageTypeParser.parseMessageType(columns);
    String fileName = UUID.randomUUID() + ".parquet";
    Path file = bucket.resolve(folder).resolve(fileName);
    try {
      Path temporary = Files.createTempDirectory("rows");
      Path written = temporary.resolve("rows.parquet");
      Files.createDirectories(file.getParent());
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(new LocalOutputFile(written))
              .withType(schema)
              .withConf(new PlainParquetConfiguration())
              .build()) {
        for (Map<String, Object> row : rows) {
          Group group = new SimpleGroup(schema);
          row.forEach((name, value) -> add(group, name, value));
          writer.write(group);
        }
      }
      Files.move(written, file);
      Files.delete(temporary);
      return fileName;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void add(Group group, String name, Object value) {
    switch (value) {
      case null -> {
        // An absent value is not written.
      }
      case String text -> group.add(name, text);
      case Long number -> group.add(name, number);
      case Integer number -> group.add(name, number);
      case Float number -> group.add(name, number);
      case Boolean truth -> group.add(name, truth);
      case Map<?, ?> map -> {
        Group entries = group.addGroup(name);
        map.forEach(
            (key, entry) ->
                entries
                    .addGroup("key_value")
                    .append("key", (String) key)
                    .append("value", (String) entry));
      }
      default -> throw new IllegalArgumentException(name + ": " + value.getClass());
    }
  }
}
