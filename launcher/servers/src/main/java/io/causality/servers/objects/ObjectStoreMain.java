package io.causality.servers.objects;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * Serves a folder as an object store until it is stopped. By the environment: {@code
 * CAUSALITY_S3_LISTEN} (a URL), {@code CAUSALITY_S3_DATA} (the folder, of which each folder is a
 * bucket), {@code CAUSALITY_S3_ACCESS_KEY} and {@code CAUSALITY_S3_SECRET_KEY}.
 */
public final class ObjectStoreMain {
  private ObjectStoreMain() {}

  /** Starts the server and returns; its threads go on. */
  public static void main(String[] unused) throws Exception {
    S3Proxy proxy =
        S3Proxy.builder()
            .endpoint(URI.create(setting("CAUSALITY_S3_LISTEN")))
            .awsAuthentication(
                AuthenticationType.AWS_V2_OR_V4,
                setting("CAUSALITY_S3_ACCESS_KEY"),
                setting("CAUSALITY_S3_SECRET_KEY"))
            // Trino sends headers that S3Proxy does not know: else each LIST is a 501.
            .ignoreUnknownHeaders(true)
            .blobStore(new WholeObjects(new FilesystemNio2BlobStore(setting("CAUSALITY_S3_DATA"))))
            .build();
    proxy.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(proxy), "shutdown"));
  }

  private static void stop(S3Proxy proxy) {
    try {
      proxy.stop();
    } catch (Exception e) {
      System.err.println("the object store did not stop in order: " + e);
    }
  }

  private static String setting(String name) {
    String value = System.getenv(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("set " + name);
    }
    return value;
  }
}
