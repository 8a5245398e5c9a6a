package io.faultlore.engine.encode;

import ai.djl.util.JsonUtils;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.faultlore.engine.encode.MiniLmModel.Bundled;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A step of the build: runs every token of the vocabulary once through MiniLM and writes the table
 * of {@link StaticTextEncoder}, as Model2Vec does it. Takes about 11 seconds of CPU, and nothing
 * when the table is there already.
 */
final class StaticTableDistiller {
  /** Part of the encoder's model id: raise it whenever the rows come out differently. */
  static final int VERSION = 2;

  /**
   * The first components tell frequent from rare and not meaning (Mu and Viswanath 2018, who advise
   * dimensions / 100). Of 0, 3, 6 and 10 the figures hardly differ above 3.
   */
  private static final int COMPONENTS_REMOVED = 6;

  private static final int POWER_ITERATIONS = 15;

  /** Before it stand marks, unused places and single characters; "the" is the first word. */
  private static final int FIRST_WORD = 1996;

  /** Share of the most frequent token in a text, by Zipf's law. */
  private static final double FIRST_WORD_SHARE = 0.1;

  /** The constant of smooth inverse frequency. */
  private static final double SMOOTHING = 1e-4;

  private StaticTableDistiller() {}

  /** Arguments: the table's file, and a folder for native libraries. */
  static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    byte[] network = MiniLmModel.bundled(Bundled.NETWORK);
    String hash = MiniLmModel.sha256(network);
    if (!upToDate(target, hash)) {
      NativeLibraries.prepare(Path.of(args[1]));
      write(distil(network, hash), target);
    }
  }

  private static boolean upToDate(Path target, String modelHash) throws IOException {
    if (!Files.exists(target)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(target)) {
      StaticTable table = StaticTable.read(in);
      return table.version() == VERSION && table.modelHash().equals(modelHash);
    } catch (IOException e) {
      return false;
    }
  }

  private static StaticTable distil(byte[] network, String hash) {
    List<String> vocabulary = vocabulary(MiniLmModel.bundled(Bundled.TOKENIZER));
    float[][] vectors = new float[vocabulary.size()][];
    try (MiniLmModel model = MiniLmModel.load(network)) {
      for (int id = 0; id < vectors.length; id++) {
        vectors[id] = model.encode(new long[] {MiniLmModel.BEGIN, id, MiniLmModel.END});
      }
    }
    centre(vectors);
    for (int i = 0; i < COMPONENTS_REMOVED; i++) {
      removeFirstComponent(vectors);
    }
    weigh(vectors);
    return StaticTable.of(VERSION, hash, vocabulary, vectors);
  }

  static List<String> vocabulary(byte[] tokenizerJson) {
    String json = new String(tokenizerJson, StandardCharsets.UTF_8);
    JsonObject entries =
        JsonUtils.GSON
            .fromJson(json, JsonObject.class)
            .getAsJsonObject("model")
            .getAsJsonObject("vocab");
    String[] tokens = new String[entries.size()];
    for (Map.Entry<String, JsonElement> entry : entries.entrySet()) {
      tokens[entry.getValue().getAsInt()] = entry.getKey();
    }
    return Arrays.asList(tokens);
  }

  private static void centre(float[][] vectors) {
    double[] mean = new double[vectors[0].length];
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / vectors.length;
      }
    }
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        vector[i] -= (float) mean[i];
      }
    }
  }

  private static void removeFirstComponent(float[][] vectors) {
    double[] component = new double[vectors[0].length];
    Arrays.fill(component, 1);
    for (int i = 0; i < POWER_ITERATIONS; i++) {
      double[] next = new double[component.length];
      for (float[] vector : vectors) {
        addScaled(vector, dot(vector, component), next);
      }
      double length = Math.sqrt(Arrays.stream(next).map(value -> value * value).sum());
      component = Arrays.stream(next).map(value -> value / length).toArray();
    }
    for (float[] vector : vectors) {
      double share = dot(vector, component);
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= (float) (share * component[i]);
      }
    }
  }

  private static double dot(float[] vector, double[] other) {
    double sum = 0;
    for (int i = 0; i < other.length; i++) {
      sum += vector[i] * other[i];
    }
    return sum;
  }

  private static void addScaled(float[] vector, double factor, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  /**
   * Smooth inverse frequency (Arora et al. 2017). The vocabulary is in order of falling frequency,
   * so the rank of a word stands for its frequency; single characters count as the most frequent.
   */
  private static void weigh(float[][] vectors) {
    for (int id = 0; id < vectors.length; id++) {
      double share = FIRST_WORD_SHARE / (Math.max(id - FIRST_WORD, 0) + 1);
      float weight = (float) (SMOOTHING / (SMOOTHING + share));
      float[] vector = vectors[id];
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= weight;
      }
    }
  }

  private static void write(StaticTable table, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Path fresh = Files.createTempFile(target.getParent(), "minilm-static", ".tmp");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16)) {
      table.write(out);
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
