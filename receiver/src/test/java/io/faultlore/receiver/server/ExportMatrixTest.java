package io.faultlore.receiver.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.linecorp.armeria.common.HttpMethod;
import io.faultlore.receiver.journal.Admission;
import io.faultlore.receiver.journal.Submission;
import io.faultlore.receiver.otlp.SignalKind;
import io.faultlore.receiver.server.OtlpClient.Answer;
import io.faultlore.receiver.server.OtlpClient.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same behaviour over gRPC, HTTP with protobuf and HTTP with JSON. */
class ExportMatrixTest {
  private static final int REQUEST_BYTES_MAX = 1 << 20;

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.limited(REQUEST_BYTES_MAX, 4L * REQUEST_BYTES_MAX));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void reset() {
    server.reset();
  }

  @AfterEach
  void nothingIsHeld() {
    assertEquals(0, server.server.inFlightBytes(), "bytes that were never given back");
  }

  private void assertCode(Code code, OtlpClient client, Answer answer) {
    assertEquals(client.expected(code), answer.code(), answer.message());
  }

  @ParameterizedTest
  @EnumSource
  void successIsAnsweredWithPartialSuccessUnset(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    Payload payload = Payload.spans("cart", 3);

    Answer answer = client.send(payload);

    assertCode(Code.OK, client, answer);
    assertEquals(-1, answer.rejected());
    assertEquals("", answer.message());
    Submission submission = server.intake.submissions().getFirst();
    assertEquals(3, submission.decoded().signals().size());
    assertEquals(transport.encoding(), submission.encoding());
    assertArrayEquals(client.body(payload), submission.body());
    assertEquals(3, server.count("faultlore_ingest_items", "traces", transport.word(), "accepted"));
    assertEquals(1, server.count("faultlore_ingest_requests", transport.word(), "ok"));
  }

  @ParameterizedTest
  @EnumSource
  void partialSuccessHasTheTrueCount(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);

    Answer answer = client.send(Payload.spans("cart", 5, 2));

    assertCode(Code.OK, client, answer);
    assertEquals(2, answer.rejected());
    assertEquals(
        "rejected 2 of the spans: 2 x span id is not 8 bytes, or all zero", answer.message());
    assertEquals(3, server.intake.signals());
    assertEquals(2, server.count("faultlore_ingest_items", "traces", transport.word(), "rejected"));
    assertEquals(2, server.count("faultlore_ingest_left_out", "traces", "invalid_id"));
    assertEquals(1, server.count("faultlore_ingest_requests", transport.word(), "partial"));
  }

  @ParameterizedTest
  @EnumSource
  void aMalformedBodyIsInvalid(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);

    Answer answer = client.send(Payload.broken());

    assertCode(Code.INVALID, client, answer);
    assertTrue(answer.message().startsWith("the body is not"), answer.message());
    assertEquals(Optional.empty(), answer.retryAfter());
    assertEquals(0, server.intake.submissions().size());
    assertEquals(1, server.count("faultlore_ingest_requests", transport.word(), "invalid"));
  }

  @ParameterizedTest
  @EnumSource
  void errorsComeInTheTypeOfTheRequest(Transport transport) throws Exception {
    Answer answer = new OtlpClient(transport, server).send(Payload.broken());
    String expected =
        switch (transport) {
          case GRPC -> "application/grpc";
          case HTTP_PROTO -> "application/x-protobuf";
          case HTTP_JSON -> "application/json";
        };
    assertTrue(String.valueOf(answer.headers().get("content-type")).startsWith(expected));
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownContentTypeIsRefused(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    String path = transport == Transport.GRPC ? GrpcExport.path(SignalKind.TRACES) : "/v1/traces";
    assertCode(Code.TYPE, client, client.odd(HttpMethod.POST, path, "text/plain"));
    assertCode(Code.TYPE, client, client.odd(HttpMethod.POST, path, "application/xml"));
  }

  @ParameterizedTest
  @EnumSource
  void onlyPostIsAllowed(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    String path = transport == Transport.GRPC ? GrpcExport.path(SignalKind.TRACES) : "/v1/traces";
    assertCode(Code.METHOD, client, client.odd(HttpMethod.GET, path, "application/json"));
    assertCode(Code.METHOD, client, client.odd(HttpMethod.PUT, path, "application/json"));
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownPathOrServiceIsNotFound(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    String type = transport == Transport.GRPC ? "application/grpc" : "application/json";
    assertCode(
        Code.NOT_FOUND, client, client.odd(HttpMethod.POST, "/v1development/profiles", type));
  }

  @ParameterizedTest
  @EnumSource
  void theLargestRequestPassesAndOneByteMoreDoesNot(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    for (boolean zipped : new boolean[] {false, true}) {
      Payload largest = Payload.ofSize(REQUEST_BYTES_MAX);
      Payload larger = Payload.ofSize(REQUEST_BYTES_MAX + 1);
      assertCode(Code.OK, client, zipped ? client.sendZipped(largest) : client.send(largest));

      Answer answer = zipped ? client.sendZipped(larger) : client.send(larger);

      assertCode(Code.TOO_LARGE, client, answer);
      assertEquals(Optional.empty(), answer.retryAfter());
    }
    assertEquals(2, server.count("faultlore_ingest_requests", transport.word(), "too_large"));
  }

  @ParameterizedTest
  @EnumSource
  void aFullIntakeRefusesBeforeReading(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    server.intake.setRoom(false);

    // Far more than any window, so the client must see the answer while it is still sending.
    Answer answer = client.send(Payload.ofSize(REQUEST_BYTES_MAX));

    assertCode(Code.BUSY, client, answer);
    assertRetryable(answer);
    assertEquals(0, server.count("faultlore_ingest_bytes"));
    assertEquals(1, server.count("faultlore_ingest_requests", transport.word(), "refused"));
  }

  @ParameterizedTest
  @EnumSource
  void aThrottledSubmissionIsRetriedLater(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    server.intake.throttle(Duration.ofMillis(6_200));

    Answer answer = client.send(Payload.spans("cart", 3));

    assertCode(Code.BUSY, client, answer);
    assertEquals("the disk is full", answer.message());
    assertEquals(Optional.of(Duration.ofSeconds(7)), answer.retryAfter(), "rounded up");
    assertEquals(0, server.count("faultlore_ingest_items"));
  }

  private static void assertRetryable(Answer answer) {
    long seconds = answer.retryAfter().orElseThrow().toSeconds();
    assertTrue(seconds >= 1 && seconds <= 30, seconds + " s");
  }

  @ParameterizedTest
  @EnumSource
  void gzipIsUnderstood(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    Payload payload = Payload.spans("cart", 100);

    assertCode(Code.OK, client, client.sendZipped(payload));

    assertArrayEquals(client.body(payload), server.intake.submissions().getFirst().body());
    assertEquals(client.body(payload).length, server.count("faultlore_ingest_bytes", "decoded"));
  }

  @ParameterizedTest
  @EnumSource
  void brokenGzipIsInvalid(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    byte[] zipped = OtlpClient.gzip(client.body(Payload.spans("cart", 100)));

    assertCode(
        Code.INVALID,
        client,
        client.send(SignalKind.TRACES, Arrays.copyOf(zipped, zipped.length / 2), "gzip"));
    assertCode(Code.INVALID, client, client.send(SignalKind.TRACES, new byte[] {1, 2, 3}, "gzip"));
  }

  @ParameterizedTest
  @EnumSource
  void aGzipBombIsTooLarge(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    byte[] bomb = OtlpClient.gzip(new byte[64 * REQUEST_BYTES_MAX]);
    assertTrue(bomb.length < REQUEST_BYTES_MAX);

    assertCode(Code.TOO_LARGE, client, client.send(SignalKind.TRACES, bomb, "gzip"));
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownCompressionIsRefused(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    assertCode(Code.COMPRESSION, client, client.send(SignalKind.TRACES, new byte[] {1}, "zstd"));
  }

  @Test
  void deflateIsUnderstoodWithinTheSameLimits() throws Exception {
    OtlpClient client = new OtlpClient(Transport.HTTP_JSON, server);
    byte[] body = client.body(Payload.spans("cart", 100));
    byte[] packed = deflate(body);

    assertCode(Code.OK, client, client.send(SignalKind.TRACES, packed, "deflate"));
    assertArrayEquals(body, server.intake.submissions().getFirst().body());

    byte[] cut = Arrays.copyOf(packed, packed.length / 2);
    assertCode(Code.INVALID, client, client.send(SignalKind.TRACES, cut, "deflate"));
    byte[] bomb = deflate(new byte[64 * REQUEST_BYTES_MAX]);
    assertCode(Code.TOO_LARGE, client, client.send(SignalKind.TRACES, bomb, "deflate"));
  }

  private static byte[] deflate(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }

  @Test
  void aPathWithASlashIsTakenAndAWrongOneIsToldTheRightOnesAndCounted() throws Exception {
    OtlpClient client = new OtlpClient(Transport.HTTP_JSON, server);
    assertCode(Code.OK, client, client.json("/v1/traces/", Payload.spans("cart", 3).json()));
    assertEquals(3, server.intake.signals());
    for (String path : new String[] {"/v1/v1/traces", "/v1/trace", "/v1/traces/x", "/"}) {
      Answer answer = client.json(path, Payload.spans("cart", 1).json());
      assertCode(Code.NOT_FOUND, client, answer);
      assertEquals(
          "no such path; OTLP goes to /v1/traces, /v1/metrics, /v1/logs", answer.message());
    }
    assertEquals(4, server.count("faultlore_ingest_requests", "http_json", "invalid"));
  }

  @Test
  void fieldsThatAreNotReadAreAWarningThatIsCounted() throws Exception {
    OtlpClient client = new OtlpClient(Transport.HTTP_JSON, server);
    Answer answer =
        client.json("/v1/traces", "{\"resource_spans\":[]}".getBytes(StandardCharsets.UTF_8));
    assertCode(Code.OK, client, answer);
    assertEquals(0, answer.rejected());
    assertTrue(answer.message().startsWith("no spans were found"), answer.message());
    assertEquals(1, server.count("faultlore_ingest_left_out", "traces", "unknown_field"));
    assertEquals(1, server.server.leftOut().get("traces unknown_field"));
    assertEquals(1, server.count("faultlore_ingest_requests", "http_json", "partial"));
  }

  @ParameterizedTest
  @EnumSource
  void ourOwnTelemetryIsDroppedAndCounted(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);

    Answer answer = client.send(Payload.spans("faultlore", 4));

    assertCode(Code.OK, client, answer);
    assertEquals(-1, answer.rejected());
    assertEquals(0, server.intake.submissions().size());
    assertEquals(4, server.count("faultlore_ingest_items", "traces", transport.word(), "dropped"));
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyRequestSucceeds(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    for (SignalKind kind : SignalKind.values()) {
      Answer answer = client.send(Payload.empty(kind));
      assertCode(Code.OK, client, answer);
      assertEquals(-1, answer.rejected());
    }
  }

  @ParameterizedTest
  @EnumSource
  void duplicatesAreSuccessAndCountedApart(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    server.intake.hold().complete(new Admission.Accepted(1, 2));

    assertCode(Code.OK, client, client.send(Payload.spans("cart", 3)));

    assertEquals(1, server.count("faultlore_ingest_items", "traces", transport.word(), "accepted"));
    assertEquals(
        2, server.count("faultlore_ingest_items", "traces", transport.word(), "duplicate"));
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsAnsweredBeforeItIsDurable(Transport transport) throws Exception {
    OtlpClient client = new OtlpClient(transport, server);
    CompletableFuture<Admission> durable = server.intake.hold();
    CompletableFuture<Answer> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.send(Payload.spans("cart", 1));
              } catch (java.io.IOException failed) {
                throw new java.io.UncheckedIOException(failed);
              }
            });
    while (server.intake.submissions().isEmpty()) {
      Thread.onSpinWait();
    }
    assertTrue(!answer.isDone());
    durable.complete(new Admission.Accepted(1, 0));
    assertCode(Code.OK, client, answer.get());
  }
}
