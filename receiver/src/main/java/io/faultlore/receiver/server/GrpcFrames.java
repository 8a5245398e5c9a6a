package io.faultlore.receiver.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * The wire form of unary gRPC: a flag byte, four bytes of length, the message; the status in
 * trailers (the protocol "gRPC over HTTP2").
 */
final class GrpcFrames {
  static final int PREFIX_BYTES = 5;
  static final String ENCODING = "grpc-encoding";

  private static final MediaType GRPC = MediaType.create("application", "grpc");
  private static final String STATUS = "grpc-status";

  private GrpcFrames() {}

  static boolean isGrpc(@org.jspecify.annotations.Nullable MediaType type) {
    return type != null
        && type.type().equals("application")
        && (type.subtype().equals("grpc") || type.subtype().startsWith("grpc+proto"));
  }

  /** The one message of a request, unzipped. */
  static byte[] message(byte[] wire, ByteBudget.Share share, long bytesMax)
      throws RefusedException {
    if (wire.length < PREFIX_BYTES) {
      throw new RefusedException(new ExportResult.Invalid("the gRPC message is missing"));
    }
    long length = Integer.toUnsignedLong(ByteBuffer.wrap(wire).getInt(1));
    if (length > bytesMax) {
      throw new RefusedException(Refusals.tooLarge(bytesMax));
    }
    if (length != wire.length - PREFIX_BYTES) {
      throw new RefusedException(new ExportResult.Invalid("exactly one gRPC message is expected"));
    }
    byte[] message = Arrays.copyOfRange(wire, PREFIX_BYTES, wire.length);
    return switch (wire[0]) {
      case 0 -> message;
      case 1 -> Bytes.unpack(Compression.GZIP, message, share, bytesMax);
      default ->
          throw new RefusedException(new ExportResult.Invalid("the gRPC frame's flag is unknown"));
    };
  }

  static HttpResponse ok(byte[] message) {
    byte[] frame =
        ByteBuffer.allocate(PREFIX_BYTES + message.length)
            .put((byte) 0)
            .putInt(message.length)
            .put(message)
            .array();
    return HttpResponse.of(
        headers().build(), HttpData.wrap(frame), HttpHeaders.of(STATUS, GrpcCode.OK.number()));
  }

  /** An answer without a message; the details are a {@code google.rpc.Status}, or empty. */
  static HttpResponse error(GrpcCode code, String message, byte[] details) {
    ResponseHeadersBuilder headers =
        headers().addInt(STATUS, code.number()).add("grpc-message", percentEncoded(message));
    if (details.length > 0) {
      headers.add(
          "grpc-status-details-bin", Base64.getEncoder().withoutPadding().encodeToString(details));
    }
    return HttpResponse.of(headers.build());
  }

  private static ResponseHeadersBuilder headers() {
    return ResponseHeaders.builder(HttpStatus.OK)
        .contentType(GRPC)
        .add("grpc-accept-encoding", "gzip");
  }

  private static String percentEncoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", b));
      }
    }
    return encoded.toString();
  }
}
