package io.faultlore.engine.learn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Words to rows: (1 + log of the count) times the inverse document frequency, log((1 + n) / (1 +
 * df)) + 1, scaled to unit length (the textbook weighting).
 */
public final class TfIdf {
  private final Map<String, Integer> columns;
  private final double[] inverseFrequency;

  private TfIdf(Map<String, Integer> columns, double[] inverseFrequency) {
    this.columns = columns;
    this.inverseFrequency = inverseFrequency;
  }

  /**
   * Learns the vocabulary.
   *
   * @param terms at most this many, those that occur in most documents
   * @param least a term must occur in this many documents
   */
  public static TfIdf fit(
      Collection<? extends Collection<String>> documents, int terms, int least) {
    Map<String, Integer> frequency = new HashMap<>();
    for (Collection<String> document : documents) {
      for (String term : new HashSet<>(document)) {
        frequency.merge(term, 1, Integer::sum);
      }
    }
    List<String> chosen = new ArrayList<>(frequency.keySet());
    chosen.removeIf(term -> frequency.getOrDefault(term, 0) < least);
    chosen.sort(
        Comparator.comparing((String term) -> -frequency.getOrDefault(term, 0))
            .thenComparing(Comparator.naturalOrder()));
    Map<String, Integer> columns = new HashMap<>();
    double[] inverse = new double[Math.min(terms, chosen.size())];
    for (int i = 0; i < inverse.length; i++) {
      columns.put(chosen.get(i), i);
      double df = frequency.getOrDefault(chosen.get(i), 0);
      inverse[i] = Math.log((1.0 + documents.size()) / (1.0 + df)) + 1;
    }
    return new TfIdf(columns, inverse);
  }

  /** Number of columns. */
  public int width() {
    return inverseFrequency.length;
  }

  /** The row of a document; terms outside the vocabulary do not count. */
  public SparseRow row(Collection<String> document) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (String term : document) {
      Integer column = columns.get(term);
      if (column != null) {
        counts.merge(column, 1, Integer::sum);
      }
    }
    int[] indices = new int[counts.size()];
    float[] values = new float[indices.length];
    double squares = 0;
    int next = 0;
    for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
      double value = (1 + Math.log(entry.getValue())) * inverseFrequency[entry.getKey()];
      indices[next] = entry.getKey();
      values[next++] = (float) value;
      squares += value * value;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= (float) Math.sqrt(squares);
    }
    return new SparseRow(indices, values);
  }
}
