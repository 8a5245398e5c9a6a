package io.faultlore.engine.encode;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** The quantised all-MiniLM-L6-v2 network: token ids in, mean-pooled vector out. */
final class MiniLmModel implements AutoCloseable {
  static final int DIMENSIONS = 384;
  static final long BEGIN = 101;
  static final long END = 102;

  private static final String ENGINE = "OnnxRuntime";

  private final Model model;
  private final NDManager manager;

  private MiniLmModel(Model model) {
    this.model = model;
    this.manager = model.getNDManager();
  }

  /**
   * @throws IllegalArgumentException when the bytes are not such a network
   */
  static MiniLmModel load(byte[] onnx) {
    Model model = Model.newInstance("minilm", Device.cpu(), ENGINE);
    try {
      model.load(
          new ByteArrayInputStream(onnx),
          Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1"));
      MiniLmModel loaded = new MiniLmModel(model);
      loaded.encode(new long[] {BEGIN, END});
      return loaded;
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalArgumentException("the MiniLM model file is unusable: " + reason(e), e);
    }
  }

  private static String reason(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /**
   * The mean of the last layer over all tokens, marks of beginning and end included, as
   * sentence-transformers does it for this model; not yet of unit length.
   */
  float[] encode(long[] ids) {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (NDManager scope = manager.newSubManager()) {
      NDList inputs =
          new NDList(
              tensor(scope, "input_ids", ids),
              tensor(scope, "attention_mask", ones),
              tensor(scope, "token_type_ids", new long[ids.length]));
      NDList outputs = model.getBlock().forward(new ParameterStore(scope, false), inputs, false);
      outputs.attach(scope);
      return mean(outputs.head(), ids.length);
    }
  }

  private static NDArray tensor(NDManager scope, String name, long[] values) {
    NDArray array = scope.create(LongBuffer.wrap(values), new Shape(1, values.length));
    array.setName(name);
    return array;
  }

  private static float[] mean(NDArray hidden, int tokens) {
    if (!hidden.getShape().equals(new Shape(1, tokens, DIMENSIONS))) {
      throw new EngineException("the output has shape " + hidden.getShape());
    }
    float[] values = hidden.toFloatArray();
    float[] mean = new float[DIMENSIONS];
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < DIMENSIONS; i++) {
        mean[i] += values[token * DIMENSIONS + i];
      }
    }
    for (int i = 0; i < DIMENSIONS; i++) {
      mean[i] /= tokens;
    }
    return mean;
  }

  @Override
  public void close() {
    model.close();
  }

  /** A file of the bundled model. */
  static byte[] bundled(Bundled file) {
    try (InputStream in = MiniLmModel.class.getResourceAsStream("/" + file.fileName)) {
      if (in == null) {
        throw new IllegalStateException(file.fileName + " is missing on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(file.fileName + " cannot be read", e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What the model's jar holds. */
  enum Bundled {
    NETWORK("all-minilm-l6-v2-q.onnx"),
    TOKENIZER("all-minilm-l6-v2-q-tokenizer.json");

    private final String fileName;

    Bundled(String fileName) {
      this.fileName = fileName;
    }
  }
}
