package io.causality.proto.lake;

import io.causality.servers.S3Server;
import io.causality.testkit.Servers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** A lake with files of hand-written rows, and Trino's view of it. */
final class LakeFixture {
  private static final String BUCKET = "lake-it";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private LakeFixture() {}

  /** Tables and views as the portal makes them. */
  static void create() throws SQLException {
    Servers.s3().createBucket(BUCKET);
    for (String statement : LakeDdl.statements(BUCKET)) {
      execute(LakeDdl.OWNER, statement);
    }
  }

  /** Writes one file of rows; values as {@link LakeValues} types them, absent ones are null. */
  static void write(String folder, LakeTable table, List<Map<String, Object>> rows)
      throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType(table.parquetSchema());
    Path temporary = Files.createTempDirectory("lake");
    Path file = temporary.resolve("rows.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(schema)
            .withConf(new PlainParquetConfiguration())
            .build()) {
      for (Map<String, Object> row : rows) {
        Group group = new SimpleGroup(schema);
        row.forEach((name, value) -> add(group, name, value));
        writer.write(group);
      }
    }
    put(folder + "/" + file.getFileName(), Files.readAllBytes(file));
    Files.delete(file);
    Files.delete(temporary);
  }

  private static void add(Group group, String name, Object value) {
    if (value instanceof String text) {
      group.add(name, text);
    } else if (value instanceof Long number) {
      group.add(name, number);
    } else if (value instanceof Integer number) {
      group.add(name, number);
    } else if (value instanceof Boolean truth) {
      group.add(name, truth);
    } else if (value instanceof Map<?, ?> map) {
      Group entries = group.addGroup(name);
      map.forEach(
          (key, entry) -> {
            Group pair = entries.addGroup("key_value");
            pair.add("key", (String) key);
            pair.add("value", (String) entry);
          });
    } else if (value instanceof List<?> list) {
      Group elements = group.addGroup(name);
      for (Object element : list) {
        Group item = elements.addGroup("list");
        if (isRow(elements)) {
          Group fields = item.addGroup("element");
          ((Map<?, ?>) element).forEach((key, field) -> add(fields, (String) key, field));
        } else {
          item.add("element", (String) element);
        }
      }
    } else if (value != null) {
      throw new IllegalArgumentException(name + ": " + value.getClass());
    }
  }

  private static boolean isRow(Group list) {
    return list.getType().getLogicalTypeAnnotation().equals(LogicalTypeAnnotation.listType())
        && !list.getType().getType("list").asGroupType().getType("element").isPrimitive();
  }

  /** An upload with the older, short signature. */
  private static void put(String key, byte[] body) throws IOException {
    S3Server s3 = Servers.s3();
    String date =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .format(ZonedDateTime.ofInstant(Instant.now(), ZoneOffset.UTC));
    String path = "/" + BUCKET + "/" + key.replace("=", "%3D");
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(s3.secretKey().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      String signed = "PUT\n\n\n\nx-amz-date:" + date + "\n" + path;
      String signature =
          Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(s3.endpoint() + path))
                  .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                  .header("x-amz-date", date)
                  .header("Authorization", "AWS " + s3.accessKey() + ":" + signature)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(response.statusCode() + " " + response.body());
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** What the user gets: each row's values as text, null as {@code null}. */
  static List<List<String>> query(String user, String sql) throws SQLException {
    try (Connection connection = connect(user);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getObject(i)));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  static void execute(String user, String sql) throws SQLException {
    try (Connection connection = connect(user);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(String user) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    return DriverManager.getConnection(
        Servers.trino().url().replace("http://", "jdbc:trino://") + "/lake/causality", properties);
  }
}
