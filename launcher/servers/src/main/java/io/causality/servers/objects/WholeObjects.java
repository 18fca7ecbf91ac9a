package io.causality.servers.objects;

import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists objects when they are complete, as S3 does. S3Proxy on a folder writes an object beside its
 * place, as {@code <key>-<UUID>}, renames it, and lists both: a reader would find half a file, or
 * one that is gone when it is opened. Keys that end so are not listed; thread-safe.
 */
final class WholeObjects extends ForwardingBlobStore {
  private static final Pattern UNFINISHED =
      Pattern.compile("[^/]-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

  WholeObjects(BlobStore store) {
    super(store);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response page = super.list(request);
    return page.toBuilder()
        .contents(page.contents().stream().filter(WholeObjects::isFinished).toList())
        .build();
  }

  private static boolean isFinished(S3Object object) {
    return !UNFINISHED.matcher(object.key()).find();
  }
}
