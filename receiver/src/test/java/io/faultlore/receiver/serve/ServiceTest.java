package io.faultlore.receiver.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.faultlore.engine.memory.UnusableMemoryException;
import io.faultlore.receiver.command.ReplayCommand;
import io.faultlore.receiver.config.FaultloreConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole service on the captured shop: what is sent comes out as metrics and cases. */
class ServiceTest {
  private static final Path SHOP = Path.of("src/test/resources/captures/shop");
  private static final long SPANS = 40_197;

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path data = Path.of("unset");

  private Service start() throws Exception {
    FaultloreConfig config =
        FaultloreConfig.load(
            data,
            Map.of(
                "FAULTLORE_DATA", data.resolve("state").toString(),
                "FAULTLORE_SERVER_GRPC_PORT", "0",
                "FAULTLORE_SERVER_HTTP_PORT", "0",
                "FAULTLORE_SERVER_ADMIN_PORT", "0",
                "FAULTLORE_SERVER_FEEDBACK_TOKEN", "secret"));
    return Service.start(
        config,
        "test",
        InstantSource.system(),
        RandomGeneratorFactory.of("L64X128MixRandom").create(0));
  }

  @Test
  void theShopsFailuresAreFoundKeptAndLabelled() throws Exception {
    List<String> found;
    JsonNode concluded;
    try (Service service = start()) {
      replay(service);
      await(service, "faultlore_ingest_items_total{outcome=\"accepted\",signal=\"traces\"", SPANS);
      await(service, "faultlore_cases_closed_total{scope=\"runtime\"", 1);
      found = subjects(service);
      assertTrue(found.containsAll(List.of("pricing", "shipping")), found::toString);
      assertTrue(service.isHealthy() && service.isReady());

      JsonNode shipping = caseOf(service, "shipping");
      assertEquals("shipping", shipping.at("/verdict/suspects/0/service").asText());
      concluded = caseOf(service, "pricing").path("verdict");
      assertEquals("pricing", concluded.at("/suspects/0/service").asText());
      assertEquals("closed", concluded.path("phase").asText());
      assertEquals(200, feedback(service, shipping.path("id").asText()));
      assertEquals(404, feedback(service, "nobody"));
    }
    try (Service again = start()) {
      await(again, "faultlore_ingest_items_total{outcome=\"accepted\",signal=\"traces\"", SPANS);
      assertEquals(found, subjects(again), "not doubled by what the journal gave back");
      JsonNode shipping = caseOf(again, "shipping");
      assertEquals(concluded, caseOf(again, "pricing").path("verdict"), "it is still said");
      assertEquals("link down", shipping.at("/label/type").asText());
      assertEquals("cut the cable less", shipping.at("/label/remedy").asText());
    }
  }

  @Test
  void aSecondServiceOnTheSameDataIsRefusedAndLeavesTheFirstAlone() throws Exception {
    try (Service service = start()) {
      assertThrows(UnusableMemoryException.class, this::start);
      assertEquals(200, get(service, "/health").statusCode());
    }
  }

  private static void replay(Service service) {
    String url = "http://" + text(service.httpAddress());
    StringWriter out = new StringWriter();
    int exit =
        new CommandLine(new ReplayCommand())
            .setOut(new PrintWriter(out))
            .execute(SHOP.toString(), "--to", url);
    assertEquals(0, exit, out::toString);
  }

  private void await(Service service, String series, double atLeast) throws Exception {
    double value = -1;
    for (int i = 0; i < 600 && value < atLeast; i++) {
      value =
          get(service, "/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith(series))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .sum();
      Thread.sleep(100);
    }
    assertTrue(value >= atLeast, series + " is " + value);
  }

  private List<String> subjects(Service service) throws Exception {
    List<String> subjects = new ArrayList<>();
    cases(service).forEach(found -> subjects.add(found.path("subject").asText()));
    return subjects;
  }

  private JsonNode caseOf(Service service, String subject) throws Exception {
    for (JsonNode found : cases(service)) {
      if (found.path("subject").asText().equals(subject)) {
        return json(get(service, "/api/cases/" + found.path("id").asText()).body());
      }
    }
    throw new AssertionError("no case of " + subject);
  }

  private JsonNode cases(Service service) throws Exception {
    return json(get(service, "/api/cases").body()).path("cases");
  }

  private int feedback(Service service, String id) throws Exception {
    String body = "{\"failure\":true,\"type\":\"link down\",\"remedy\":\"cut the cable less\"}";
    HttpRequest request =
        request(service, "/api/cases/" + id + "/feedback")
            .header("authorization", "Bearer secret")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  private HttpResponse<String> get(Service service, String path) throws Exception {
    return client.send(request(service, path).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(Service service, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + text(service.adminAddress()) + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
