package io.faultlore.receiver.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** What a body is packed with; in HTTP, {@code deflate} is the zlib format (RFC 9110, 8.4.1.2). */
enum Compression {
  NONE,
  GZIP,
  DEFLATE;

  private static final int BUFFER_BYTES = 1 << 16;

  /** By a {@code Content-Encoding}; empty when it is none of these. */
  static Optional<Compression> of(@Nullable String name) {
    return switch (name == null ? "" : name.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(NONE);
      case "gzip", "x-gzip" -> Optional.of(GZIP);
      case "deflate" -> Optional.of(DEFLATE);
      default -> Optional.empty();
    };
  }

  InputStream open(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case GZIP -> new GZIPInputStream(packed, BUFFER_BYTES);
      case DEFLATE -> new InflaterInputStream(packed);
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
