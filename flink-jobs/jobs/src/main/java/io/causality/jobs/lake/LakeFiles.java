package io.causality.jobs.lake;

import io.causality.jobs.lake.LakeCommittable.Carried;
import io.causality.jobs.lake.LakeCommittable.Stored;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.util.IOUtils;

/**
 * Files that become visible in two steps, each of which survives a crash: first their bytes are
 * safe, then they are committed. Bytes are made safe by the file system's recoverable writer, which
 * costs an object store three requests a file; a small file for an object store rides in the
 * checkpoint instead and costs one. Thread-safe.
 */
final class LakeFiles {
  /** An object appears whole or not at all; a file in a folder grows under its reader's eyes. */
  private static final String OBJECT_STORE = "s3";

  private static final int MAX_CARRIED_BYTES = 128 * 1024;

  private final Path root;
  private final FileSystem fileSystem;
  private final RecoverableWriter writer;

  /**
   * Opens the lake.
   *
   * @param root folder of the tables
   */
  LakeFiles(Path root) throws IOException {
    this.root = root;
    this.fileSystem = FileSystem.get(root.toUri());
    this.writer = fileSystem.createRecoverableWriter();
  }

  /** Makes a file of a table's bucket safe, under a name of its own. */
  LakeCommittable store(String table, Bucket bucket, ByteSink bytes, long rows) throws IOException {
    Path path =
        new Path(root, table + "/" + bucket.folder() + "/" + UUID.randomUUID() + ".parquet");
    boolean carry =
        OBJECT_STORE.equals(root.toUri().getScheme()) && bytes.size() <= MAX_CARRIED_BYTES;
    return new LakeCommittable(
        bucket,
        carry ? new Carried(path.toString(), bytes.toByteArray()) : stored(path, bytes),
        bytes.size(),
        rows);
  }

  private Stored stored(Path path, ByteSink bytes) throws IOException {
    RecoverableFsDataOutputStream out = writer.open(path);
    RecoverableWriter.CommitRecoverable pending;
    try {
      bytes.writeTo(out);
      pending = out.closeForCommit().getRecoverable();
    } catch (IOException e) {
      // Only now: after closeForCommit the S3 stream does not take a close.
      IOUtils.closeQuietly(out);
      throw e;
    }
    var serializer = writer.getCommitRecoverableSerializer();
    return new Stored(serializer.getVersion(), serializer.serialize(pending));
  }

  /** Makes a stored file visible; harmless when it is visible already. */
  void commit(LakeCommittable file) throws IOException {
    if (file.pending() instanceof Stored stored) {
      var pending =
          writer
              .getCommitRecoverableSerializer()
              .deserialize(stored.version(), stored.description());
      writer.recoverForCommit(pending).commitAfterRecovery();
    } else if (file.pending() instanceof Carried carried) {
      try (FSDataOutputStream out =
          fileSystem.create(new Path(carried.path()), FileSystem.WriteMode.OVERWRITE)) {
        out.write(carried.content());
      }
    }
  }
}
