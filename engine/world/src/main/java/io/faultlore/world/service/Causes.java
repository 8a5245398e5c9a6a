package io.faultlore.world.service;

import io.faultlore.world.service.plan.Technology;

/** What client libraries say when a call does not go well. */
final class Causes {
  private Causes() {}

  static String of(Technology technology, Outcome outcome, String callee) {
    return switch (technology) {
      case SPRING, JAVA, KAFKA, EXTERNAL -> jvm(outcome, callee);
      case GO, ENVOY, MONGODB -> go(outcome, callee);
      case NODE -> node(outcome, callee);
      case PYTHON, DOTNET, POSTGRES, MYSQL, REDIS, MEMCACHED, RABBITMQ -> python(outcome, callee);
    };
  }

  private static String jvm(Outcome outcome, String callee) {
    return switch (outcome) {
      case TIMED_OUT -> "java.net.SocketTimeoutException: Read timed out";
      case POOL_EXHAUSTED ->
          "java.sql.SQLTransientConnectionException: pool-1 - Connection is not available, request"
              + " timed out";
      case REFUSED -> "java.net.ConnectException: Connection refused: " + callee;
      case RESET -> "java.net.SocketException: Connection reset";
      case UNRESOLVED -> "java.net.UnknownHostException: " + callee;
      case MISCONFIGURED -> "java.net.NoRouteToHostException: No route to host: " + callee;
      default -> answered(outcome, callee);
    };
  }

  private static String go(Outcome outcome, String callee) {
    return switch (outcome) {
      case TIMED_OUT -> "Post \"http://" + callee + "\": context deadline exceeded";
      case POOL_EXHAUSTED -> "sql: timed out waiting for a free connection";
      case REFUSED -> "dial tcp: connect: connection refused (" + callee + ")";
      case RESET -> "read tcp: connection reset by peer";
      case UNRESOLVED -> "dial tcp: lookup " + callee + ": no such host";
      case MISCONFIGURED -> "dial tcp: connect: no route to host (" + callee + ")";
      default -> answered(outcome, callee);
    };
  }

  private static String node(Outcome outcome, String callee) {
    return switch (outcome) {
      case TIMED_OUT -> "ETIMEDOUT: timeout exceeded";
      case POOL_EXHAUSTED -> "timeout exceeded when trying to connect";
      case REFUSED -> "connect ECONNREFUSED " + callee;
      case RESET -> "read ECONNRESET";
      case UNRESOLVED -> "getaddrinfo ENOTFOUND " + callee;
      case MISCONFIGURED -> "connect EHOSTUNREACH " + callee;
      default -> answered(outcome, callee);
    };
  }

  private static String python(Outcome outcome, String callee) {
    return switch (outcome) {
      case TIMED_OUT -> "ReadTimeout: timed out";
      case POOL_EXHAUSTED -> "QueuePool limit reached, connection timed out";
      case REFUSED -> "ConnectError: [Errno 111] Connection refused";
      case RESET -> "RemoteProtocolError: server disconnected without sending a response";
      case UNRESOLVED -> "[Errno -2] Name or service not known: " + callee;
      case MISCONFIGURED -> "[Errno 113] No route to host: " + callee;
      default -> answered(outcome, callee);
    };
  }

  private static String answered(Outcome outcome, String callee) {
    return switch (outcome) {
      case UNAUTHORIZED -> "401 Unauthorized from " + callee + ": credentials were not accepted";
      case RATE_LIMITED -> "429 Too Many Requests from " + callee;
      case OVERLOADED -> "503 Service Unavailable from " + callee;
      case DEPENDENCY_SLOW -> "504 Gateway Timeout from " + callee;
      case DISK_FULL -> "could not write: no space left on device (" + callee + ")";
      case LOCK_TIMEOUT -> "canceling statement due to lock timeout (" + callee + ")";
      default -> outcome.httpStatus + " from " + callee;
    };
  }
}
