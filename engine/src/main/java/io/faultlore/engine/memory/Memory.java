package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import io.faultlore.engine.memory.CaseShelf.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * States and cases. One thread writes, any thread reads; what was remembered is found by the next
 * question, and survives a crash once {@link #commit} has returned. A commit makes the others wait
 * for the disk.
 */
// In a Lucene index, with what is needed for ordering, filtering and exact comparison in the heap.
// Nothing waits for the index to be found: an entry is on its shelf when remember returns.
public final class Memory implements AutoCloseable {
  private final Object lock = new Object();
  private final MemoryLimits limits;
  private final MemoryIndex index;
  private final CaseShelf cases;
  private final StateShelf states;
  private final DecodedCases decoded;
  private long evictedCases;
  private long evictedStates;
  private long decodings;

  Memory(Directory directory, MemoryLimits limits, int flushChanges) {
    this.limits = limits;
    this.index = new MemoryIndex(directory, flushChanges);
    this.cases = new CaseShelf(limits.casesMax());
    this.states = new StateShelf(limits.statesPerServiceMax(), limits.statesMax());
    this.decoded = new DecodedCases(limits.cachedBytesMax());
    load(directory);
  }

  private void load(Directory directory) {
    // Evictions, when the limits have become smaller, wait until everything is read.
    List<String> evicted = new ArrayList<>();
    try {
      index.forEach(
          bytes -> load(bytes, evicted),
          bytes ->
              states.put(Codec.decodeState(bytes), id -> evicted.add(IndexEntry.stateKey(id))));
    } catch (IOException e) {
      throw IndexFiles.unusable(directory, e);
    }
    evicted.forEach(index::remove);
  }

  private void load(byte[] bytes, List<String> evicted) {
    Case found = Codec.decodeCase(bytes);
    decoded.offer(found, bytes.length);
    cases.put(
        Entry.of(found),
        id -> {
          decoded.remove(id);
          evicted.add(IndexEntry.caseKey(id));
        });
  }

  /**
   * Opens the memory in the folder, or makes an empty one when the folder is empty or missing.
   *
   * @throws UnusableMemoryException when it cannot be used; the message names the file
   * @throws IllegalStateException when another process has it open
   */
  public static Memory open(Path folder, MemoryLimits limits) {
    try {
      return new Memory(FSDirectory.open(folder), limits, MemoryIndex.FLUSH_CHANGES);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be opened in " + folder, e);
    }
  }

  /**
   * Keeps the case, replacing one with the same id. A label that the kept case has stays when the
   * new one has none: replaying the journal after a crash must not forget what a person said.
   */
  public void remember(Case newCase) {
    synchronized (lock) {
      cases.requireFitting(newCase);
      keep(newCase.label().isEmpty() ? withKnownLabel(newCase) : newCase);
    }
  }

  private Case withKnownLabel(Case newCase) {
    Entry known = cases.get(newCase.id());
    return known != null && known.labelled()
        ? read(newCase.id()).label().map(newCase::withLabel).orElse(newCase)
        : newCase;
  }

  private void keep(Case kept) {
    IndexEntry entry = IndexEntry.of(kept);
    cases.put(Entry.of(kept), this::forgetEvicted);
    decoded.put(kept, entry.payload().length);
    index.put(entry);
  }

  private void forgetEvicted(String id) {
    evictedCases++;
    decoded.remove(id);
    index.remove(IndexEntry.caseKey(id));
  }

  /** Keeps the state, replacing one with the same id; the oldest of the service make room. */
  public void remember(State state) {
    synchronized (lock) {
      Vectors.requireFinite(state.id(), state.embedding());
      states.put(
          state,
          id -> {
            evictedStates++;
            index.remove(IndexEntry.stateKey(id));
          });
      index.put(IndexEntry.of(state));
    }
  }

  public Optional<Case> get(String id) {
    synchronized (lock) {
      return cases.get(id) == null ? Optional.empty() : Optional.of(read(id));
    }
  }

  private Case read(String id) {
    Case known = decoded.get(id);
    if (known != null) {
      return known;
    }
    byte[] bytes =
        index
            .payload(IndexEntry.caseKey(id))
            .orElseThrow(() -> new IllegalStateException("memory has lost case " + id));
    Case read = Codec.decodeCase(bytes);
    decodings++;
    decoded.offer(read, bytes.length);
    return read;
  }

  /** The cases that are asked for, in order of start time, then id. */
  public List<Case> cases(CaseQuery query) {
    synchronized (lock) {
      return cases.find(query).stream().map(entry -> read(entry.id())).toList();
    }
  }

  /** The most similar cases with a vector of the same model, best first. */
  public List<Recalled> recall(Recall question) {
    synchronized (lock) {
      if (!Vectors.isSearchable(question.embedding())) {
        return List.of();
      }
      int candidates = cases.searchable(question.embedding().modelId());
      if (candidates > limits.exactCasesMax()) {
        List<Recalled> near = fromGraph(question);
        // Too few survived the condition: there may be more behind those that the graph gave.
        if (near.size() == question.limit()) {
          return near;
        }
      }
      return best(cases.inOrder(), question);
    }
  }

  /** More than wanted from the graph, and everything that the graph does not know yet. */
  private List<Recalled> fromGraph(Recall question) {
    Set<String> keys = new LinkedHashSet<>(index.unflushed());
    int wanted = Math.max(64, question.limit() * 4);
    CaseQuery among = question.among();
    keys.addAll(index.nearest(question.embedding(), among.kinds, wanted));
    List<Entry> candidates = new ArrayList<>(keys.size());
    for (String key : keys) {
      IndexEntry.caseId(key).map(cases::get).ifPresent(candidates::add);
    }
    return best(candidates, question);
  }

  private List<Recalled> best(Iterable<Entry> candidates, Recall question) {
    List<Near> near = new ArrayList<>();
    for (Entry entry : candidates) {
      Embedding vector = entry.vector().orElse(null);
      if (vector != null
          && vector.modelId().equals(question.embedding().modelId())
          && question.among().fits(entry)) {
        near.add(new Near(entry, Vectors.similarity(vector, question.embedding())));
      }
    }
    List<Recalled> best = new ArrayList<>(question.limit());
    // A heap instead of sorting: of thousands of candidates only the first few are read.
    PriorityQueue<Near> nearestFirst = new PriorityQueue<>(near);
    while (best.size() < question.limit() && !nearestFirst.isEmpty()) {
      Near next = nearestFirst.remove();
      Case found = read(next.entry().id());
      if (question.visible().test(found)) {
        best.add(new Recalled(found, next.similarity()));
      }
    }
    return best;
  }

  /** A candidate; the most similar comes first, then the smaller id. */
  private record Near(Entry entry, double similarity) implements Comparable<Near> {
    @Override
    public int compareTo(Near other) {
      int bySimilarity = Double.compare(other.similarity, similarity);
      return bySimilarity != 0 ? bySimilarity : entry.id().compareTo(other.entry.id());
    }
  }

  /**
   * Cosine similarity of the nearest remembered normal state of the service, empty when there is
   * none of the same model.
   */
  public Optional<Double> nearestNormalState(String service, Embedding embedding) {
    synchronized (lock) {
      return states.nearestNormal(service, embedding);
    }
  }

  /** Number of normal states remembered of the service. */
  public int normalStates(String service) {
    synchronized (lock) {
      return states.normal(service);
    }
  }

  /** Labels a case; false when it is not known. */
  public boolean label(String id, CaseLabel label) {
    synchronized (lock) {
      if (cases.get(id) == null) {
        return false;
      }
      keep(read(id).withLabel(label));
      return true;
    }
  }

  /** Removes a case, its step entries included; false when it is not known. */
  public boolean forget(String id) {
    synchronized (lock) {
      List<String> steps = cases.stepsOf(id);
      boolean known = cases.get(id) != null;
      steps.forEach(this::remove);
      remove(id);
      if (known || !steps.isEmpty()) {
        index.erase();
      }
      return known;
    }
  }

  private void remove(String id) {
    if (cases.remove(id)) {
      decoded.remove(id);
      index.remove(IndexEntry.caseKey(id));
    }
  }

  /**
   * Makes everything durable, together with the journal position up to which it is complete. When
   * the disk refuses, {@link #writable} turns false, {@link #committedPosition} stays, nothing is
   * lost from the heap, and the next call tries again.
   */
  public void commit(long journalPosition) {
    synchronized (lock) {
      index.commit(journalPosition);
    }
  }

  /** The position given with the last commit, or -1 when there was none. */
  public long committedPosition() {
    synchronized (lock) {
      return index.committedPosition();
    }
  }

  /** False after an I/O error, until a retry succeeded. */
  public boolean writable() {
    synchronized (lock) {
      return index.writable();
    }
  }

  public Stats stats() {
    synchronized (lock) {
      return new Stats(
          cases.size(),
          states.size(),
          index.bytes(),
          limits.casesMax(),
          limits.statesMax(),
          evictedCases,
          evictedStates);
    }
  }

  /** Changes that are not durable yet. */
  public int uncommitted() {
    synchronized (lock) {
      return index.uncommitted();
    }
  }

  /** Cases that were read from the index, and not found in the heap, since the start. */
  long decodings() {
    synchronized (lock) {
      return decodings;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      index.close();
    }
  }

  /** A case with its cosine similarity to the question. */
  public record Recalled(Case found, double similarity) {}

  /**
   * How full memory is.
   *
   * @param evictedCases cases that made room for newer ones since the start
   * @param evictedStates the same for states
   */
  public record Stats(
      long cases,
      long states,
      long bytes,
      long casesMax,
      long statesMax,
      long evictedCases,
      long evictedStates) {}
}
