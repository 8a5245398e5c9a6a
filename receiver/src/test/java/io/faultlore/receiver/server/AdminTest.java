package io.faultlore.receiver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.EvidenceRow;
import io.faultlore.engine.memory.Phase;
import io.faultlore.engine.memory.Ranked;
import io.faultlore.engine.memory.Severity;
import io.faultlore.engine.memory.SimilarCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics, health and cases, asked with the client of the JDK. */
class AdminTest {
  private static TestServer server;

  private static final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.limited(1 << 20, 4 << 20));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void addCases() {
    server.ready = true;
    server.healthy = true;
    server.cases.add(runtimeCase("c-1", 1_000));
    server.cases.add(runtimeCase("c-2", 2_000));
  }

  private static Case runtimeCase(String id, long start) {
    return new Case(
        id,
        Case.Kind.RUNTIME,
        "",
        "cart",
        start,
        start + 9,
        new Case.Observed(
            "v1",
            Optional.empty(),
            List.of(new EvidenceRow("cart", "cart", new float[] {1}, "p50 12 ms -> 480 ms"))),
        new Conclusion(
            Phase.CLOSED,
            Severity.CRITICAL,
            List.of(new Ranked("cart", 2.5)),
            List.of(),
            "cpu",
            List.of(new Ranked("cpu", .5)),
            List.of("cart is \"slow\""),
            List.of(new SimilarCase("old", .9, "cpu", "restart")),
            List.of("look"),
            List.of("ab")),
        Optional.empty());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url(server.server.adminAddress()) + path));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> feedback(String id, String token, String body)
      throws Exception {
    HttpRequest.Builder request =
        request("/api/cases/" + id + "/feedback").POST(BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void healthAndReadinessAreToldApart() throws Exception {
    assertEquals(200, get("/health").statusCode());
    assertEquals(200, get("/ready").statusCode());
    server.ready = false;
    assertEquals(200, get("/health").statusCode());
    assertEquals(503, get("/ready").statusCode());
    server.healthy = false;
    assertEquals(503, get("/health").statusCode());
    assertEquals("{\"status\":\"failed\"}", get("/health").body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | text/plain",
        "application/openmetrics-text;version=1.0.0 | application/openmetrics-text",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
            + "encoding=delimited | application/vnd.google.protobuf",
      })
  void metricsComeInTheFormatThatIsAskedFor(String accepted, String type) throws Exception {
    new OtlpClient(Transport.GRPC, server).send(Payload.spans("cart", 1));
    HttpResponse<String> response =
        client.send(
            request("/metrics").header("Accept", accepted).build(), BodyHandlers.ofString());
    assertEquals(200, response.statusCode());
    String sent = response.headers().firstValue("content-type").orElseThrow();
    assertTrue(sent.startsWith(type), sent);
    assertTrue(response.body().contains("faultlore_ingest_items"), response.body());
  }

  @Test
  void metricsAreZippedWhenAskedFor() throws Exception {
    new OtlpClient(Transport.HTTP_PROTO, server).send(Payload.spans("cart", 1));
    HttpResponse<byte[]> response =
        client.send(
            request("/metrics").header("Accept-Encoding", "gzip").build(),
            BodyHandlers.ofByteArray());
    assertEquals(Optional.of("gzip"), response.headers().firstValue("content-encoding"));
  }

  @Test
  void casesAreListedLatestFirst() throws Exception {
    HttpResponse<String> all = get("/api/cases");
    assertEquals(200, all.statusCode());
    assertTrue(all.body().indexOf("c-2") < all.body().indexOf("c-1"), all.body());
    assertTrue(!get("/api/cases?limit=1").body().contains("c-1"));
    assertEquals(400, get("/api/cases?limit=0").statusCode());
    assertEquals(400, get("/api/cases?limit=1001").statusCode());
    assertEquals(400, get("/api/cases?limit=x").statusCode());
  }

  @Test
  void aCaseIsShownWithItsEvidence() throws Exception {
    assertEquals(
        "{\"id\":\"c-1\",\"kind\":\"runtime\",\"scope\":\"\",\"subject\":\"cart\","
            + "\"start_unix_nano\":\"1000\",\"end_unix_nano\":\"1009\",\"closed\":true,"
            + "\"summary\":[\"cart is \\\"slow\\\"\"],\"label\":null,"
            + "\"verdict\":{\"phase\":\"closed\",\"severity\":\"critical\",\"kind\":\"cpu\","
            + "\"suspects\":[{\"service\":\"cart\",\"score\":2.5}],\"agents\":[],"
            + "\"types\":[{\"type\":\"cpu\",\"score\":0.5}],\"similar\":[{\"case\":\"old\","
            + "\"similarity\":0.9,\"type\":\"cpu\",\"remedy\":\"restart\"}],"
            + "\"advice\":[\"look\"],\"trace_ids\":[\"ab\"]},\"evidence\":[{\"subject\":\"cart\",\"actor\":\"cart\","
            + "\"text\":\"p50 12 ms -> 480 ms\"}]}",
        get("/api/cases/c-1").body());
    assertTrue(get("/api/cases").body().contains("\"kind\":\"cpu\""), "the list tells it, too");
    assertEquals(404, get("/api/cases/nobody").statusCode());
    assertEquals("{\"error\":\"Bad Request\"}", get("/api/cases/..%2F..%2Fetc").body());
  }

  @Test
  void feedbackLabelsTheCase() throws Exception {
    HttpResponse<String> response =
        feedback(
            "c-1",
            "secret",
            """
            {"failure":true,"culprit":"cart","type":"cpu","remedy":"restart",
             "marks":[{"span_id":"00000000000000ab","agent":"planner","type":"loop",
                       "root_cause":true}],
             "exhaustive":true}
            """);
    assertEquals(200, response.statusCode(), response.body());
    CaseLabel.StepMark mark = new CaseLabel.StepMark("00000000000000ab", "planner", "loop", true);
    assertEquals(
        new CaseLabel(true, "cart", "cpu", "restart", List.of(mark), true, "api", 100_000_000_005L),
        server.cases.get("c-1").orElseThrow().label().orElseThrow());
    assertTrue(get("/api/cases/c-1").body().contains("\"span_id\":\"00000000000000ab\""));
  }

  @Test
  void feedbackNeedsTheToken() throws Exception {
    HttpResponse<String> without = feedback("c-2", "", "{\"failure\":true}");
    assertEquals(401, without.statusCode());
    assertEquals(Optional.of("Bearer"), without.headers().firstValue("www-authenticate"));
    assertEquals(401, feedback("c-2", "secret2", "{\"failure\":true}").statusCode());
    assertEquals(401, feedback("c-2", "secre", "{\"failure\":true}").statusCode());
    assertEquals(Optional.empty(), server.cases.get("c-2").orElseThrow().label());
  }

  @Test
  void feedbackOnAnUnknownCaseIsNotFound() throws Exception {
    assertEquals(404, feedback("nobody", "secret", "{\"failure\":true}").statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"failure\":\"yes\"}",
        "{\"failure\":true} {}",
        "{\"failure\":true,\"failure\":false}",
        "{\"failure\":true,\"verdict\":1}",
        "{\"failure\":true,\"culprit\":5}",
        "{\"failure\":true,\"exhaustive\":1}",
        "{\"failure\":true,\"marks\":{}}",
        "{\"failure\":true,\"marks\":[1]}",
        "{\"failure\":true,\"marks\":[{\"span_id\":\"xyz\"}]}",
        "{\"failure\":true,\"marks\":[{\"span_id\":\"00000000000000ab\",\"spanId\":1}]}",
      })
  void feedbackIsReadStrictly(String body) throws Exception {
    HttpResponse<String> response = feedback("c-2", "secret", body);
    assertEquals(400, response.statusCode(), response.body());
    assertTrue(response.body().startsWith("{\"error\":\""), response.body());
    assertEquals(Optional.empty(), server.cases.get("c-2").orElseThrow().label());
  }

  @Test
  void feedbackIsBounded() throws Exception {
    String text = "x".repeat(Feedback.TEXT_CHARS_MAX);
    String body = "{\"failure\":true,\"remedy\":\"%s\"}";
    assertEquals(200, feedback("c-1", "secret", body.formatted(text)).statusCode());
    assertEquals(400, feedback("c-1", "secret", body.formatted(text + "x")).statusCode());
    assertEquals("HTTP/1.1 413 Request Entity Too Large", announced(2 << 20));
  }

  /** The answer to a body that is announced and not sent: none under way can be cut off. */
  private static String announced(int bytes) throws IOException {
    InetSocketAddress address = server.server.adminAddress();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      String request =
          """
          POST /api/cases/c-1/feedback HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer secret\r
          Content-Length: %d\r
          \r
          """
              .formatted(bytes);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return String.valueOf(
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api", "/v1/traces", "/actuator", "/metrics/x", "/internal/heap"})
  void nothingElseIsThere(String path) throws Exception {
    assertEquals(404, get(path).statusCode());
  }
}
