package io.faultlore.receiver.server;

/**
 * Where the server listens and what it takes.
 *
 * @param host address of all three ports; loopback unless the user decides otherwise, because
 *     nothing here is encrypted
 * @param grpcPort OTLP over gRPC; 0 takes any free port
 * @param httpPort OTLP over HTTP; 0 takes any free port
 * @param adminPort metrics, health and cases; 0 takes any free port
 * @param requestBytesMax largest request, on the wire and decompressed: 64 MiB is what the OTLP
 *     specification recommends
 * @param inFlightBytesMax bytes of all requests that are being read and decoded: room for one of
 *     the largest beside its decompressed form
 * @param connectionsMax open connections per port; a Collector tier uses a few each
 * @param requestTimeoutSeconds time to send a request and have it stored; above any exporter's own
 *     timeout (5 to 30 s), so that only a stuck sender meets it
 * @param feedbackToken the bearer token that feedback needs; without one feedback is off
 */
public record ServerConfig(
    String host,
    int grpcPort,
    int httpPort,
    int adminPort,
    long requestBytesMax,
    long inFlightBytesMax,
    int connectionsMax,
    int requestTimeoutSeconds,
    String feedbackToken) {

  /** A body must fit into one array; half of the largest one leaves room for its decoded form. */
  private static final long REQUEST_BYTES_LIMIT = 1L << 30;

  public ServerConfig {
    check(!host.isBlank(), "host is empty");
    checkPort("grpcPort", grpcPort);
    checkPort("httpPort", httpPort);
    checkPort("adminPort", adminPort);
    check(
        requestBytesMax >= 1 && requestBytesMax <= REQUEST_BYTES_LIMIT,
        "requestBytesMax is " + requestBytesMax + ", allowed are 1 to " + REQUEST_BYTES_LIMIT);
    check(
        inFlightBytesMax >= 2 * requestBytesMax,
        "inFlightBytesMax is "
            + inFlightBytesMax
            + ", it must be at least twice requestBytesMax, "
            + requestBytesMax);
    check(connectionsMax >= 1, "connectionsMax is " + connectionsMax + ", allowed is 1 or more");
    check(
        requestTimeoutSeconds >= 1,
        "requestTimeoutSeconds is " + requestTimeoutSeconds + ", allowed is 1 or more");
  }

  public static ServerConfig defaults() {
    return new ServerConfig("127.0.0.1", 4317, 4318, 9464, 64L << 20, 128L << 20, 1_000, 60, "");
  }

  public ServerConfig withPorts(int grpc, int http, int admin) {
    return new ServerConfig(
        host,
        grpc,
        http,
        admin,
        requestBytesMax,
        inFlightBytesMax,
        connectionsMax,
        requestTimeoutSeconds,
        feedbackToken);
  }

  private static void checkPort(String name, int port) {
    check(port >= 0 && port <= 65_535, name + " is " + port + ", allowed are 0 to 65535");
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  @Override
  public String toString() {
    return "ServerConfig[host=%s, grpcPort=%d, httpPort=%d, adminPort=%d, requestBytesMax=%d,"
            .formatted(host, grpcPort, httpPort, adminPort, requestBytesMax)
        + " inFlightBytesMax=%d, connectionsMax=%d, requestTimeoutSeconds=%d, feedbackToken=%s]"
            .formatted(
                inFlightBytesMax,
                connectionsMax,
                requestTimeoutSeconds,
                feedbackToken.isEmpty() ? "none" : "***");
  }
}
