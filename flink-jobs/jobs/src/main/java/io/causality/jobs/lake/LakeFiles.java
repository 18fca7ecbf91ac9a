package io.causality.jobs.lake;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.util.IOUtils;

/**
 * Files that become visible in two steps, each of which survives a crash: first their bytes are
 * stored, then they are committed. Thread-safe.
 */
final class LakeFiles {
  private final Path root;
  private final RecoverableWriter writer;

  /**
   * Opens the lake.
   *
   * @param root folder of the tables
   */
  LakeFiles(Path root) throws IOException {
    this.root = root;
    this.writer = FileSystem.get(root.toUri()).createRecoverableWriter();
  }

  /** Stores a file of a table's bucket under a name of its own. */
  LakeCommittable store(String table, Bucket bucket, ByteSink bytes, long rows) throws IOException {
    Path path =
        new Path(root, table + "/" + bucket.folder() + "/" + UUID.randomUUID() + ".parquet");
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
    return new LakeCommittable(
        bucket,
        new LakeCommittable.Pending(serializer.getVersion(), serializer.serialize(pending)),
        bytes.size(),
        rows);
  }

  /** Makes a stored file visible; does nothing when it is visible already. */
  void commit(LakeCommittable file) throws IOException {
    var pending =
        writer
            .getCommitRecoverableSerializer()
            .deserialize(file.pending().version(), file.pending().description());
    writer.recoverForCommit(pending).commitAfterRecovery();
  }
}
