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
 * of {@link StaticTextEncoder}, as Model2Vec does it (stack.md, section 2). Takes about 11 seconds
 * of CPU, and nothing when the table is there already.
 */
final class StaticTableDistiller {
  /** Part of the encoder's model id: raise it whenever the rows come out differently. */
  static final int VERSION = 1;

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
    try (MiniLmModel model = MiniLmModel.load(network, 1)) {
      for (int id = 0; id < vectors.length; id++) {
        vectors[id] = model.encode(new long[] {MiniLmModel.BEGIN, id, MiniLmModel.END});
      }
    }
    centre(vectors);
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

  /**
   * The vocabulary is in order of falling frequency, so by Zipf's law the rank stands for the
   * information that a token carries.
   */
  private static void weigh(float[][] vectors) {
    for (int rank = 0; rank < vectors.length; rank++) {
      float weight = (float) Math.log(2 + rank);
      float[] vector = vectors[rank];
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
