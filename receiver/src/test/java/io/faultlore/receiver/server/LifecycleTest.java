package io.faultlore.receiver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.receiver.journal.Admission;
import io.faultlore.receiver.server.OtlpClient.Answer;
import io.faultlore.receiver.server.OtlpClient.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  @Test
  void aPortInUseIsNamedWithItsSetting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      PortException refused =
          assertThrows(
              PortException.class,
              () -> TestServer.start(ServerConfig.defaults().withPorts(0, port, 0)));
      assertEquals(
          "cannot listen on 127.0.0.1:%d (OTLP HTTP): the port is in use; set server.http_port to"
                  .formatted(port)
              + " another port",
          refused.getMessage());
    }
  }

  @Test
  void stoppingFinishesWhatIsInFlightAndTakesNothingMore() throws Exception {
    TestServer server = TestServer.start(TestServer.CONFIG);
    OtlpClient client = new OtlpClient(Transport.GRPC, server);
    client.send(Payload.spans("cart", 1)); // opens the connection
    CompletableFuture<Admission> durable = server.intake.hold();
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> send(client));
    while (server.intake.submissions().size() < 2) {
      Thread.onSpinWait();
    }
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
    assertFalse(stopped.isDone());
    durable.complete(new Admission.Accepted(1, 0));

    assertEquals(client.expected(Code.OK), answer.get().code(), answer.get().message());
    stopped.get();
    assertThrows(RuntimeException.class, () -> send(client));
    assertEquals(2, server.intake.submissions().size());
  }

  private static Answer send(OtlpClient client) {
    try {
      return client.send(Payload.spans("cart", 1));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void feedbackWithoutATokenSaysWhichSettingToSet() throws Exception {
    try (TestServer server = TestServer.start(TestServer.CONFIG);
        HttpClient client = HttpClient.newHttpClient()) {
      var response =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          server.url(server.server.adminAddress()) + "/api/cases/c/feedback"))
                  .header("Authorization", "Bearer ")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"failure\":true}"))
                  .build(),
              BodyHandlers.ofString());
      assertEquals(403, response.statusCode());
      assertTrue(response.body().contains("server.feedback_token"), response.body());
    }
  }

  @Test
  void configurationIsChecked() {
    assertThrows(IllegalArgumentException.class, () -> ServerConfig.defaults().withPorts(-1, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> ServerConfig.defaults().withPorts(0, 65_536, 0));
    assertThrows(IllegalArgumentException.class, () -> TestServer.limited(0, 10));
    assertThrows(IllegalArgumentException.class, () -> TestServer.limited(10, 19));
    assertEquals(20, TestServer.limited(10, 20).inFlightBytesMax());
    assertTrue(TestServer.limited(10, 20).toString().contains("feedbackToken=***"));
  }
}
