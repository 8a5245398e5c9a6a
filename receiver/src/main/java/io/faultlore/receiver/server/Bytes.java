package io.faultlore.receiver.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Bodies as byte arrays. */
final class Bytes {
  private static final int CHUNK_BYTES = 1 << 16;

  private Bytes() {}

  static byte[] join(List<byte[]> chunks, int size) {
    if (chunks.size() == 1) {
      return chunks.getFirst();
    }
    byte[] whole = new byte[size];
    int at = 0;
    for (byte[] chunk : chunks) {
      System.arraycopy(chunk, 0, whole, at, chunk.length);
      at += chunk.length;
    }
    return whole;
  }

  /**
   * Unpacks within the limit and the budget; a bomb costs at most the limit, in small pieces.
   *
   * @throws RefusedException when it is broken, too large, or more than there is room for
   */
  static byte[] unpack(
      Compression compression, byte[] packed, ByteBudget.Share share, long bytesMax)
      throws RefusedException {
    if (compression == Compression.NONE) {
      return packed;
    }
    List<byte[]> chunks = new ArrayList<>();
    int size = 0;
    try (InputStream in = compression.open(new ByteArrayInputStream(packed))) {
      while (true) {
        byte[] chunk = in.readNBytes(CHUNK_BYTES);
        if (chunk.length == 0) {
          return join(chunks, size);
        }
        if (chunk.length > bytesMax - size) {
          throw new RefusedException(Refusals.tooLarge(bytesMax));
        }
        if (!share.take(chunk.length)) {
          throw new RefusedException(Refusals.busy());
        }
        chunks.add(chunk);
        size += chunk.length;
      }
    } catch (IOException broken) {
      throw new RefusedException(
          new ExportResult.Invalid("the body is not valid " + compression.word()));
    }
  }
}
