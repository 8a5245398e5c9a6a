package io.faultlore.engine.encode;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One 8-bit row per vocabulary token.
 *
 * <p>The file, big endian: the word FLST, the version of the distiller (int), the SHA-256 of the
 * network as 64 hex digits, the number of tokens and the dimensions (ints), and for each token its
 * text (modified UTF-8), its scale (float) and its row (bytes); a value is scale times byte.
 *
 * @param version of the distiller that made it
 * @param modelHash SHA-256 of the network it was distilled from
 * @param vocabulary the tokens; a token's id is its position
 * @param rows {@code dimensions} bytes per token
 */
// Arrays, because the table is read for every token of every text.
@SuppressWarnings("ArrayRecordComponent")
record StaticTable(
    int version,
    String modelHash,
    List<String> vocabulary,
    int dimensions,
    float[] scales,
    byte[] rows) {
  private static final int MAGIC = 0x464C5354;
  private static final int TOKENS_MAX = 1 << 20;
  private static final int DIMENSIONS_MAX = 4096;

  /** Rounds each row to 8 bits with a scale of its own. */
  static StaticTable of(int version, String modelHash, List<String> vocabulary, float[][] vectors) {
    int dimensions = vectors[0].length;
    float[] scales = new float[vectors.length];
    byte[] rows = new byte[vectors.length * dimensions];
    for (int token = 0; token < vectors.length; token++) {
      float largest = 0;
      for (float value : vectors[token]) {
        largest = Math.max(largest, Math.abs(value));
      }
      scales[token] = largest / 127;
      for (int i = 0; i < dimensions && largest > 0; i++) {
        rows[token * dimensions + i] = (byte) Math.round(vectors[token][i] / scales[token]);
      }
    }
    return new StaticTable(version, modelHash, List.copyOf(vocabulary), dimensions, scales, rows);
  }

  void write(OutputStream target) throws IOException {
    DataOutputStream out = new DataOutputStream(target);
    out.writeInt(MAGIC);
    out.writeInt(version);
    out.writeUTF(modelHash);
    out.writeInt(vocabulary.size());
    out.writeInt(dimensions);
    for (int token = 0; token < vocabulary.size(); token++) {
      out.writeUTF(vocabulary.get(token));
      out.writeFloat(scales[token]);
      out.write(rows, token * dimensions, dimensions);
    }
    out.flush();
  }

  /**
   * @throws IOException when the stream is cut short or holds something else, with the reason
   */
  static StaticTable read(InputStream source) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(source, 1 << 16));
    if (in.readInt() != MAGIC) {
      throw new IOException("this is not a static text table");
    }
    int version = in.readInt();
    String modelHash = in.readUTF();
    int tokens = within("tokens", in.readInt(), TOKENS_MAX);
    int dimensions = within("dimensions", in.readInt(), DIMENSIONS_MAX);
    List<String> vocabulary = new ArrayList<>(tokens);
    float[] scales = new float[tokens];
    byte[] rows = new byte[Math.multiplyExact(tokens, dimensions)];
    for (int token = 0; token < tokens; token++) {
      vocabulary.add(in.readUTF());
      scales[token] = in.readFloat();
      in.readFully(rows, token * dimensions, dimensions);
    }
    if (in.read() >= 0) {
      throw new IOException("the static text table has bytes behind its end");
    }
    return new StaticTable(version, modelHash, List.copyOf(vocabulary), dimensions, scales, rows);
  }

  private static int within(String name, int value, int max) throws IOException {
    if (value < 1 || value > max) {
      throw new IOException("the static text table has " + value + " " + name);
    }
    return value;
  }
}
