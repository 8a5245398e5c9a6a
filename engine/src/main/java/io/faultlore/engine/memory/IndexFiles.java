package io.faultlore.engine.memory;

import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the index: whether they can be used, and what their commit says. */
final class IndexFiles {
  private static final Logger log = LoggerFactory.getLogger(IndexFiles.class);
  private static final int FORMAT = 1;
  private static final String FORMAT_KEY = "faultlore.format";
  private static final String POSITION_KEY = "faultlore.position";

  private IndexFiles() {}

  /**
   * Reads every file that the last commit names and compares the checksums.
   *
   * @throws UnusableMemoryException when something is missing, damaged or from a newer version
   */
  static void refuseDamage(Directory directory) throws IOException {
    String newest = SegmentInfos.getLastCommitSegmentsFileName(directory);
    if (newest == null) {
      refuseDataWithoutCommit(directory);
      return;
    }
    requireIntact(directory, newest);
    SegmentInfos commit = read(directory, newest);
    int format = Integer.parseInt(commit.getUserData().getOrDefault(FORMAT_KEY, "0"));
    if (format != FORMAT) {
      throw new UnusableMemoryException(
          "memory has format %d, this version knows %d: %s in %s"
              .formatted(format, FORMAT, newest, folderOf(directory)));
    }
    for (String file : new TreeSet<>(commit.files(true))) {
      requireIntact(directory, file);
    }
  }

  /** The first commit is made before the first entry, so data without a commit is damage. */
  private static void refuseDataWithoutCommit(Directory directory) throws IOException {
    for (String file : directory.listAll()) {
      if (file.startsWith("_")) {
        throw new UnusableMemoryException(
            "memory is damaged: there is %s but no segments file in %s"
                .formatted(file, folderOf(directory)));
      }
    }
  }

  private static SegmentInfos read(Directory directory, String newest) throws IOException {
    try {
      return SegmentInfos.readCommit(directory, newest);
    } catch (IOException | RuntimeException e) {
      // Lucene reads the description of a segment before it compares its checksum.
      for (String file : directory.listAll()) {
        if (file.endsWith(".si")) {
          requireIntact(directory, file);
        }
      }
      throw damaged(directory, newest, e);
    }
  }

  private static void requireIntact(Directory directory, String file) {
    try (IndexInput in = directory.openInput(file, IOContext.READONCE)) {
      long ignored = CodecUtil.checksumEntireFile(in);
    } catch (IOException | RuntimeException e) {
      throw damaged(directory, file, e);
    }
  }

  private static UnusableMemoryException damaged(
      Directory directory, String file, Exception error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new UnusableMemoryException(
        "memory is damaged: %s in %s: %s".formatted(file, folderOf(directory), cause), error);
  }

  private static String folderOf(Directory directory) {
    return directory instanceof FSDirectory files
        ? files.getDirectory().toString()
        : directory.toString();
  }

  /**
   * Opens a writer on the last commit.
   *
   * @param mayCreate whether a directory without a commit becomes an empty index
   */
  static IndexWriter openWriter(Directory directory, boolean mayCreate) throws IOException {
    boolean exists = DirectoryReader.indexExists(directory);
    if (!exists && !mayCreate) {
      throw new IndexNotFoundException("no segments file is left in " + folderOf(directory));
    }
    IndexWriterConfig config = new IndexWriterConfig();
    config.setOpenMode(exists ? OpenMode.APPEND : OpenMode.CREATE);
    config.setCommitOnClose(false);
    config.setMergeScheduler(new QuietMerges());
    // The default waits up to half a second for merges at each refresh.
    config.setMaxFullFlushMergeWaitMillis(0);
    // Erasing means that no segment may keep what was removed.
    config.setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0));
    IndexWriter writer = new IndexWriter(directory, config);
    try {
      if (!exists) {
        setPosition(writer, -1);
        writer.commit();
      }
      return writer;
    } catch (IOException | RuntimeException e) {
      writer.rollback();
      throw e;
    }
  }

  /** Rewrites every segment that still holds something removed. */
  static void mergeRemovalsAway(IndexWriter writer) throws IOException {
    // What is being merged already is passed over by the next line, and would be missed.
    if (writer.getConfig().getMergeScheduler() instanceof QuietMerges merges) {
      merges.sync();
    }
    writer.forceMergeDeletes(true);
  }

  /** A failed merge closes the writer, which its next user sees: no need to end a thread loudly. */
  private static final class QuietMerges extends ConcurrentMergeScheduler {
    @Override
    protected void handleMergeException(Throwable error) {
      log.debug("a merge of memory failed", error);
    }
  }

  static void setPosition(IndexWriter writer, long position) {
    writer.setLiveCommitData(
        Map.of(FORMAT_KEY, "" + FORMAT, POSITION_KEY, Long.toString(position)).entrySet());
  }

  /** The position of the commit that the writer was opened on. */
  static long position(IndexWriter writer) {
    for (Map.Entry<String, String> entry : writer.getLiveCommitData()) {
      if (entry.getKey().equals(POSITION_KEY)) {
        return Long.parseLong(entry.getValue());
      }
    }
    throw new UnusableMemoryException("memory is damaged: its commit has no " + POSITION_KEY);
  }

  static long bytes(Directory directory) throws IOException {
    long sum = 0;
    for (String file : directory.listAll()) {
      sum += lengthOf(directory, file);
    }
    return sum;
  }

  // A merge may delete a file between the listing and the question for its length.
  private static long lengthOf(Directory directory, String file) {
    try {
      return directory.fileLength(file);
    } catch (IOException e) {
      return 0;
    }
  }

  static UnusableMemoryException unusable(Directory directory, IOException error) {
    String why =
        error instanceof LockObtainFailedException
            ? "in use by another process: " + folderOf(directory)
            : "unusable: " + error.getMessage();
    return new UnusableMemoryException("memory is " + why, error);
  }
}
