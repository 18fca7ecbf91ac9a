package io.causality.flink.nats.testjob;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A stream of its own on a real server, with numbered messages spread over its subjects. */
public final class TestStream implements AutoCloseable {
  private static final int WINDOW = 500;

  private final Connection connection;
  private final JetStream jetStream;
  private final JetStreamManagement management;
  private final String name;
  private final int partitions;

  private TestStream(String url, int partitions) throws Exception {
    this.partitions = partitions;
    this.name = "S" + UUID.randomUUID().toString().replace("-", "");
    var options =
        new Options.Builder()
            .server(url)
            .maxReconnects(-1)
            .reconnectWait(Duration.ofMillis(100))
            // A reconnect may end in a connection that sends nothing: only pings betray it.
            .pingInterval(Duration.ofMillis(500))
            .errorListener(new io.nats.client.impl.ErrorListenerLoggerImpl())
            .build();
    this.connection = Nats.connect(options);
    this.jetStream = connection.jetStream();
    this.management = connection.jetStreamManagement();
  }

  public static TestStream create(String url, int partitions) throws Exception {
    return create(url, partitions, builder -> builder);
  }

  public static TestStream create(
      String url, int partitions, UnaryOperator<StreamConfiguration.Builder> settings)
      throws Exception {
    var stream = planned(url, partitions);
    stream.add(settings);
    return stream;
  }

  /** A name for a stream that is not there yet: see {@link #add}. */
  public static TestStream planned(String url, int partitions) throws Exception {
    return new TestStream(url, partitions);
  }

  public void add(UnaryOperator<StreamConfiguration.Builder> settings) throws Exception {
    var builder =
        StreamConfiguration.builder()
            .name(name)
            .subjects(prefix() + "*")
            .storageType(StorageType.File)
            .duplicateWindow(Duration.ofMinutes(2));
    management.addStream(settings.apply(builder).build());
  }

  public String name() {
    return name;
  }

  public String prefix() {
    return name + ".";
  }

  public String subject(int partition) {
    return prefix() + partition;
  }

  public JetStreamManagement management() {
    return management;
  }

  public JetStream jetStream() {
    return jetStream;
  }

  /** The numbers from (inclusive) to (exclusive), each once whatever happens to the server. */
  public void publish(int from, int to) throws Exception {
    for (int next = from; next < to; next += WINDOW) {
      publishWindow(next, Math.min(to, next + WINDOW));
    }
  }

  /** A number into one subject. */
  public PublishAck publishTo(int partition, byte[] data) throws Exception {
    return jetStream.publish(subject(partition), data);
  }

  private void publishWindow(int from, int to) throws Exception {
    var missing = new ArrayList<Integer>();
    for (int number = from; number < to; number++) {
      missing.add(number);
    }
    while (!missing.isEmpty()) {
      missing.removeAll(acknowledged(List.copyOf(missing)));
    }
  }

  private List<Integer> acknowledged(List<Integer> numbers) throws Exception {
    var results = new ArrayList<CompletableFuture<PublishAck>>();
    var done = new ArrayList<Integer>();
    try {
      for (var number : numbers) {
        var options = PublishOptions.builder().messageId(Integer.toString(number)).build();
        results.add(jetStream.publishAsync(subject(number % partitions), encode(number), options));
      }
    } catch (IllegalStateException e) {
      // The buffer for the time without a connection is full: the rest is for the next round.
      connection.flush(Duration.ofSeconds(1));
    } finally {
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i).handle((ack, failure) -> failure == null).get()) {
          done.add(numbers.get(i));
        }
      }
    }
    return done;
  }

  public long messageCount() throws Exception {
    return management.getStreamInfo(name).getStreamState().getMsgCount();
  }

  public static byte[] encode(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  public static int decode(byte[] data) {
    return ByteBuffer.wrap(data).getInt();
  }

  @Override
  public void close() throws Exception {
    connection.close();
  }
}
