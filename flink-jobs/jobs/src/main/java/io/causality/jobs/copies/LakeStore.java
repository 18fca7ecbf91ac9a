package io.causality.jobs.copies;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.util.IOUtils;

/** The files of the lake, read and written by way of the local disk. Not thread-safe. */
final class LakeStore {
  private final Path root;
  private final FileSystem files;

  /**
   * Opens it.
   *
   * @param root URI of the folder of the tables, e.g. {@code s3://causality}
   */
  LakeStore(String root) throws IOException {
    this.root = new Path(root);
    this.files = FileSystem.get(this.root.toUri());
  }

  /** What a folder holds, by its path below the root; nothing when there is none. */
  FileStatus[] list(String folder) throws IOException {
    try {
      FileStatus[] found = files.listStatus(new Path(root, folder));
      return found == null ? new FileStatus[0] : found;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  /** The visible files of a table in a folder. */
  List<FileStatus> tableFiles(String folder) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus file : list(folder)) {
      if (file.getPath().getName().endsWith(".parquet")) {
        found.add(file);
      }
    }
    return found;
  }

  void delete(FileStatus file) throws IOException {
    files.delete(file.getPath(), false);
  }

  void download(Path from, java.nio.file.Path to) throws IOException {
    try (InputStream in = files.open(from)) {
      Files.copy(in, to);
    }
  }

  /** A file by its path below the root. */
  Path path(String file) {
    return new Path(root, file);
  }

  /** In one step: readers see the old file or the new one. */
  void upload(java.nio.file.Path from, Path to) throws IOException {
    // A plain stream to S3 holds a block of the heap from the start on.
    RecoverableFsDataOutputStream out = files.createRecoverableWriter().open(to);
    try {
      Files.copy(from, out);
    } catch (IOException e) {
      IOUtils.closeQuietly(out);
      throw e;
    }
    out.closeForCommit().commit();
  }

  /** Deletes a local folder. */
  static void forget(java.nio.file.Path folder) throws IOException {
    try (Stream<java.nio.file.Path> paths = Files.walk(folder)) {
      for (java.nio.file.Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
