package io.faultlore.receiver.replay;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import io.faultlore.receiver.otlp.SignalKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;

/** Sends OTLP protobuf requests to one endpoint; one request at a time keeps their order. */
interface OtlpClient {
  /**
   * Completes with what became of it, never exceptionally. While the process ends it may not
   * complete at all, as transports are closed first.
   */
  CompletableFuture<Reply> send(SignalKind kind, byte[] body);

  /** The bodies of answers are small; a longer one is none of OTLP's. */
  int ANSWER_BYTES_MAX = 4 << 20;

  /** Longer than a receiver may need for the largest request on a busy machine. */
  Duration TIMEOUT = Duration.ofSeconds(60);

  static OtlpClient http(URI endpoint, boolean gzip) {
    return new HttpOtlpClient(web(endpoint, "h1c", "h1"), gzip);
  }

  static OtlpClient grpc(URI endpoint, boolean gzip) {
    return new GrpcOtlpClient(web(endpoint, "h2c", "h2"), gzip);
  }

  private static WebClient web(URI endpoint, String plain, String tls) {
    String protocol = endpoint.getScheme().equals("https") ? tls : plain;
    String path = endpoint.getRawPath().replaceAll("/+$", "");
    return WebClient.builder(protocol + "://" + endpoint.getRawAuthority() + path)
        .factory(ClientFactory.ofDefault())
        .maxResponseLength(ANSWER_BYTES_MAX)
        .responseTimeout(TIMEOUT)
        .writeTimeout(TIMEOUT)
        .build();
  }

  static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16)) {
      gzip.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** A transport error in few words; all of them are worth another try. */
  static Reply broken(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return new Reply.Retryable(
        message == null ? root.getClass().getSimpleName() : message, Duration.ZERO);
  }
}
