package io.causality.gateway.auth;

import io.causality.gateway.nats.NatsLink;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import io.nats.client.api.KeyValueWatcher;
import io.nats.client.api.StorageType;
import io.nats.client.impl.NatsKeyValueWatchSubscription;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link ApiKeys} as the bucket {@code gateway_config} says. The watch starts anew on each
 * connection, and what vanished meanwhile is dropped; without a connection the keys stay as they
 * were.
 */
public final class KeyWatch implements NatsLink.User {
  private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);
  private static final String KEY_PREFIX = "key.";
  private static final String APP_PREFIX = "app.";
  private static final int NOT_FOUND = 404;

  private final ApiKeys keys;
  private final int replicas;
  private @Nullable NatsKeyValueWatchSubscription subscription;
  private @Nullable Connection watched;

  /**
   * A watch that becomes a user of the link.
   *
   * @param replicas copies of the bucket, where it has to be made
   */
  public KeyWatch(NatsLink link, ApiKeys keys, int replicas) {
    this.keys = keys;
    this.replicas = replicas;
    link.add(this);
  }

  @Override
  public void setUp(Connection connection)
      throws IOException, JetStreamApiException, InterruptedException {
    if (subscription != null && watched == connection) {
      subscription.unsubscribe();
    }
    subscription = null;
    try {
      connection.keyValueManagement().getStatus(StreamNames.GATEWAY_CONFIG);
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() != NOT_FOUND) {
        throw e;
      }
      connection
          .keyValueManagement()
          .create(
              KeyValueConfiguration.builder()
                  .name(StreamNames.GATEWAY_CONFIG)
                  .description("Hashed API keys and app settings for the gateway")
                  .maxHistoryPerKey(1)
                  .storageType(StorageType.File)
                  .replicas(replicas)
                  .build());
    }
    watched = connection;
    subscription = connection.keyValue(StreamNames.GATEWAY_CONFIG).watchAll(new Reader());
  }

  /** One run of the watch: everything first, then each change. */
  private final class Reader implements KeyValueWatcher {
    private final Set<String> digests = new HashSet<>();
    private final Set<String> apps = new HashSet<>();

    @Override
    public void watch(KeyValueEntry entry) {
      String key = entry.getKey();
      boolean present = entry.getOperation() == KeyValueOperation.PUT;
      byte[] document = entry.getValue() == null ? new byte[0] : entry.getValue();
      try {
        if (key.startsWith(KEY_PREFIX)) {
          String digest = key.substring(KEY_PREFIX.length());
          String app = present ? KeyDocuments.app(document) : "";
          if (app.isEmpty()) {
            keys.removeKey(digest);
          } else {
            digests.add(digest);
            keys.putKey(digest, app);
          }
        } else if (key.startsWith(APP_PREFIX)) {
          String app = key.substring(APP_PREFIX.length());
          apps.add(app);
          keys.putSettings(app, present ? KeyDocuments.settings(document) : AppSettings.DEFAULT);
        }
      } catch (IOException e) {
        // What cannot be read allows nothing; a key's document that was replaced by nonsense is
        // no key.
        if (key.startsWith(KEY_PREFIX)) {
          keys.removeKey(key.substring(KEY_PREFIX.length()));
        }
        LOG.atError().addKeyValue("kind", key.split("\\.", 2)[0]).log("key_document_unreadable");
      }
    }

    @Override
    public void endOfData() {
      keys.retain(digests, apps);
      digests.clear();
      apps.clear();
      LOG.atInfo().addKeyValue("keys", keys.size()).log("keys_known");
    }
  }
}
