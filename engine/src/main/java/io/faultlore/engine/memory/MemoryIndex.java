package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Lucene index of keyed entries that is written behind: changes wait in the heap, in order and
 * the last one of a key only, until {@link #FLUSH_CHANGES} of them are handed to Lucene together.
 * They stay in the heap until they are committed, because after an I/O error Lucene closes a writer
 * for good and forgets what it had not committed; the next commit then opens a new writer and hands
 * it all of them again. Not safe for use by several threads.
 */
final class MemoryIndex implements AutoCloseable {
  /**
   * One segment each. With 256 a state costs 100 us of CPU, with 4,096 it costs 38, but so many
   * cases with vectors hold up the writer for more than a second (MemoryBenchmark).
   */
  static final int FLUSH_CHANGES = 1_024;

  /** Beyond it changes are committed without waiting for the caller, at the old position. */
  static final long UNCOMMITTED_BYTES_MAX = 64L << 20;

  private static final Logger log = LoggerFactory.getLogger(MemoryIndex.class);
  private static final String KEY = "key";
  private static final String KIND = "kind";
  private static final String PAYLOAD = "payload";
  private static final String VECTOR = "vector.";

  private final Directory directory;
  private final int flushChanges;
  // An empty value stands for a removal.
  private final Map<String, Optional<IndexEntry>> uncommitted = new LinkedHashMap<>();
  private final Map<String, Optional<IndexEntry>> unflushed = new LinkedHashMap<>();
  private long uncommittedBytes;
  private long committedPosition;
  private long bytes;
  private boolean erase;
  private @Nullable IndexWriter writer;
  private DirectoryReader reader;

  /**
   * Opens the index, or makes an empty one in an empty directory.
   *
   * @param flushChanges how many changes wait before Lucene gets them
   * @throws UnusableMemoryException when there is an index that cannot be used
   */
  MemoryIndex(Directory directory, int flushChanges) {
    this.directory = directory;
    this.flushChanges = flushChanges;
    try {
      IndexFiles.refuseDamage(directory);
      writer = IndexFiles.openWriter(directory, true);
      committedPosition = IndexFiles.position(writer);
      reader = DirectoryReader.open(writer);
      bytes = IndexFiles.bytes(directory);
    } catch (IOException e) {
      throw IndexFiles.unusable(directory, e);
    }
  }

  /** Every payload of the last commit, cases and states apart. */
  void forEach(Consumer<byte[]> cases, Consumer<byte[]> states) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
        if (leaf.reader().getLiveDocs() == null || leaf.reader().getLiveDocs().get(doc)) {
          Document found = leaf.reader().storedFields().document(doc, Set.of(KIND, PAYLOAD));
          boolean state = IndexEntry.STATE.equals(found.get(KIND));
          (state ? states : cases).accept(payload(found));
        }
      }
    }
  }

  void put(IndexEntry entry) {
    change(entry.key(), Optional.of(entry));
  }

  void remove(String key) {
    change(key, Optional.empty());
  }

  /** After the next commit no file holds anything that was removed. */
  void erase() {
    erase = true;
  }

  private void change(String key, Optional<IndexEntry> entry) {
    Optional<IndexEntry> before = uncommitted.put(key, entry);
    uncommittedBytes += sizeOf(entry) - (before == null ? 0 : sizeOf(before));
    unflushed.put(key, entry);
    // Without a writer only a commit of the caller tries again: it sets the pace.
    if (writer != null && uncommittedBytes > UNCOMMITTED_BYTES_MAX) {
      commit(committedPosition);
    } else if (writer != null && unflushed.size() >= flushChanges) {
      flush();
    }
  }

  private static long sizeOf(Optional<IndexEntry> entry) {
    return 128 + entry.map(e -> (long) e.payload().length).orElse(0L);
  }

  /** The payload under the key, the newest one. */
  Optional<byte[]> payload(String key) {
    Optional<IndexEntry> waiting = uncommitted.get(key);
    if (waiting != null) {
      return waiting.map(IndexEntry::payload);
    }
    try {
      ScoreDoc[] found = new IndexSearcher(reader).search(term(KEY, key), 1).scoreDocs;
      return found.length == 0
          ? Optional.empty()
          : Optional.of(payload(reader.storedFields().document(found[0].doc, Set.of(PAYLOAD))));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  private static byte[] payload(Document document) {
    BytesRef stored = document.getBinaryValue(PAYLOAD);
    return ArrayUtil.copyOfSubArray(stored.bytes, stored.offset, stored.offset + stored.length);
  }

  /**
   * Keys of the nearest flushed entries, best first. Those in {@link #unflushed} are missing, or
   * found as they were before: the caller compares them itself.
   */
  List<String> nearest(Embedding question, Set<Case.Kind> kinds, int k) {
    BooleanQuery.Builder filter = new BooleanQuery.Builder();
    kinds.stream().sorted().forEach(one -> filter.add(term(KIND, one.name()), Occur.SHOULD));
    KnnFloatVectorQuery query =
        new KnnFloatVectorQuery(VECTOR + question.modelId(), question.values(), k, filter.build());
    try {
      List<String> keys = new ArrayList<>(k);
      for (ScoreDoc hit : new IndexSearcher(reader).search(query, k).scoreDocs) {
        keys.add(reader.storedFields().document(hit.doc, Set.of(KEY)).get(KEY));
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be searched", e);
    }
  }

  private static TermQuery term(String field, String value) {
    return new TermQuery(new Term(field, value));
  }

  /** Keys whose last change the graph does not know. */
  Set<String> unflushed() {
    return unflushed.keySet();
  }

  private void flush() {
    try {
      write(ready());
    } catch (IOException | RuntimeException e) {
      abandonWriter(e);
    }
  }

  /** Everything changed so far becomes durable, or {@link #writable} turns false. */
  void commit(long position) {
    try {
      IndexWriter ready = ready();
      write(ready);
      if (erase) {
        IndexFiles.mergeRemovalsAway(ready);
      }
      IndexFiles.setPosition(ready, position);
      ready.commit();
      if (erase) {
        // Until now the reader held the files that the merge replaced.
        refresh(ready);
        ready.deleteUnusedFiles();
      }
      committedPosition = position;
      erase = false;
      uncommitted.clear();
      uncommittedBytes = 0;
      bytes = IndexFiles.bytes(directory);
    } catch (IOException | RuntimeException e) {
      abandonWriter(e);
    }
  }

  /** The writer; after an error a new one, which is given all that was not committed. */
  private IndexWriter ready() throws IOException {
    if (writer == null) {
      writer = IndexFiles.openWriter(directory, false);
      unflushed.clear();
      unflushed.putAll(uncommitted);
      log.info("memory is writable again, {} changes to write", unflushed.size());
    }
    return writer;
  }

  private void write(IndexWriter target) throws IOException {
    for (Map.Entry<String, Optional<IndexEntry>> change : unflushed.entrySet()) {
      Term key = new Term(KEY, change.getKey());
      Optional<IndexEntry> entry = change.getValue();
      if (entry.isPresent()) {
        target.updateDocument(key, document(entry.get()));
      } else {
        target.deleteDocuments(key);
      }
    }
    refresh(target);
    unflushed.clear();
  }

  private void refresh(IndexWriter target) throws IOException {
    DirectoryReader fresh = DirectoryReader.openIfChanged(reader, target);
    if (fresh != null) {
      reader.close();
      reader = fresh;
    }
  }

  private static Document document(IndexEntry entry) {
    Document document = new Document();
    document.add(new StringField(KEY, entry.key(), Field.Store.YES));
    document.add(new StringField(KIND, entry.kind(), Field.Store.YES));
    document.add(new StoredField(PAYLOAD, entry.payload()));
    entry
        .vector()
        .ifPresent(
            vector ->
                document.add(
                    new KnnFloatVectorField(
                        VECTOR + vector.modelId(),
                        vector.values(),
                        VectorSimilarityFunction.DOT_PRODUCT)));
    return document;
  }

  // Runtime exceptions too: Lucene says AlreadyClosedException once a merge thread has failed.
  private void abandonWriter(Exception error) {
    if (writer != null) {
      log.warn("memory cannot be written, the next commit tries again", error);
    }
    IndexWriter broken = writer;
    writer = null;
    if (broken != null) {
      try {
        broken.rollback();
      } catch (IOException | RuntimeException e) {
        log.debug("the broken writer of memory did not close cleanly", e);
      }
    }
  }

  boolean writable() {
    return writer != null;
  }

  long committedPosition() {
    return committedPosition;
  }

  /** Size of the index after the last commit. */
  long bytes() {
    return bytes;
  }

  /** Changes that a crash would leave to the journal's replay. */
  int uncommitted() {
    return uncommitted.size();
  }

  @Override
  public void close() {
    if (!uncommitted.isEmpty()) {
      commit(committedPosition);
    }
    try {
      reader.close();
      if (writer != null) {
        writer.rollback();
      }
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException("memory did not close cleanly", e);
    }
  }
}
