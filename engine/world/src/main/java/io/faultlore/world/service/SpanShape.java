package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Span;
import io.faultlore.world.service.plan.Protocol;
import io.faultlore.world.service.plan.ServicePlan;
import io.faultlore.world.service.plan.Technology;
import java.util.EnumMap;
import java.util.Locale;

/**
 * How the spans of an operation look on both sides, after the semantic conventions. Attributes are
 * made once for each way a call can end, and shared.
 */
final class SpanShape {
  final String serverName;
  final String clientName;

  /** Of the span of the service's own code. */
  final String innerName;

  final Span.Kind serverKind;
  final Span.Kind clientKind;

  private final Operation operation;
  private final boolean old;
  private final Attributes exception;
  private final EnumMap<Outcome, Attributes> server = new EnumMap<>(Outcome.class);
  private final EnumMap<Outcome, Attributes> client = new EnumMap<>(Outcome.class);
  private final EnumMap<Outcome, Attributes> resent = new EnumMap<>(Outcome.class);

  SpanShape(Operation operation) {
    String name = operation.plan.name();
    boolean consumes = operation.plan.isConsumer();
    this.operation = operation;
    this.old = operation.service.plan.telemetry().oldConventions();
    this.serverKind = consumes ? Span.Kind.CONSUMER : Span.Kind.SERVER;
    this.clientKind = operation.topic != null ? Span.Kind.PRODUCER : Span.Kind.CLIENT;
    this.serverName = consumes ? "process " + operation.plan.topic() : name;
    this.clientName =
        switch (operation.plan.protocol()) {
          case HTTP -> word(name, 0);
          case MESSAGING -> "send " + name;
          case RPC, SQL, CACHE, JOB -> name;
        };
    this.innerName = functionOf(operation);
    this.exception = Exceptions.of(operation);
    for (Outcome outcome : Outcome.values()) {
      server.put(outcome, serverAttributes(outcome));
      client.put(outcome, clientAttributes(outcome, false));
      resent.put(outcome, clientAttributes(outcome, true));
    }
  }

  /** Class and method as frameworks name their spans: {@code AccountsController.get}. */
  private static String functionOf(Operation operation) {
    String name = operation.plan.name();
    return switch (operation.plan.protocol()) {
      case HTTP -> {
        String route = word(name, 1).replaceAll("/\\{[^}]*}", "");
        String noun = route.substring(route.lastIndexOf('/') + 1);
        yield capital(noun) + "Controller." + word(name, 0).toLowerCase(Locale.ROOT);
      }
      case RPC -> name.substring(name.indexOf('.') + 1).replace("/", "Endpoint.");
      case MESSAGING -> capital(operation.plan.topic()) + "Listener.onMessage";
      case JOB, SQL, CACHE -> name + ".run";
    };
  }

  private static String capital(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  Attributes server(Outcome outcome) {
    return server.getOrDefault(outcome, Attributes.EMPTY);
  }

  Attributes client(Outcome outcome, int attempt) {
    return (attempt > 1 ? resent : client).getOrDefault(outcome, Attributes.EMPTY);
  }

  Attributes exception() {
    return exception;
  }

  boolean isServerError(Outcome outcome) {
    return switch (outcome) {
      case OK, NOT_FOUND, UNAUTHORIZED, RATE_LIMITED -> false;
      default -> true;
    };
  }

  /** HTTP clients and RPC clients count a missing item as an error, stores do not. */
  boolean isClientError(Outcome outcome) {
    Protocol protocol = operation.plan.protocol();
    return outcome.isFailure()
        || (outcome == Outcome.NOT_FOUND
            && (protocol == Protocol.HTTP || protocol == Protocol.RPC));
  }

  String description(Outcome outcome) {
    return outcome == Outcome.EXCEPTION ? exception.text("exception.message").orElse("") : "";
  }

  private Attributes serverAttributes(Outcome outcome) {
    Attributes.Builder builder = Attributes.builder();
    String name = operation.plan.name();
    switch (operation.plan.protocol()) {
      case HTTP ->
          http(builder, outcome)
              .put("http.route", word(name, 1))
              .put(old ? "http.target" : "url.path", path())
              .put(old ? "http.scheme" : "url.scheme", "http");
      case RPC -> rpc(builder, outcome);
      case MESSAGING ->
          builder
              .put("messaging.destination.name", operation.plan.topic())
              .put("messaging.operation.type", "process")
              .put("messaging.consumer.group.name", operation.service.plan.name());
      case JOB -> builder.put("code.function.name", name);
      case SQL, CACHE -> database(builder, outcome);
    }
    if (isServerError(outcome)) {
      builder.put("error.type", outcome.errorType);
    }
    return builder.build();
  }

  private Attributes clientAttributes(Outcome outcome, boolean again) {
    Attributes.Builder builder = Attributes.builder();
    ServicePlan callee = operation.service.plan;
    String address = address(callee);
    switch (operation.plan.protocol()) {
      case HTTP -> {
        http(builder, outcome).put(old ? "http.url" : "url.full", "http://" + address + path());
        if (again && !old) {
          builder.put("http.request.resend_count", 1);
        }
      }
      case RPC -> rpc(builder, outcome);
      case SQL, CACHE -> database(builder, outcome);
      case MESSAGING ->
          builder
              .put("messaging.system", callee.technology().system())
              .put("messaging.destination.name", operation.plan.name())
              .put("messaging.operation.type", "send");
      case JOB -> {}
    }
    builder.put(old ? "net.peer.name" : "server.address", address);
    builder.put(old ? "net.peer.port" : "server.port", callee.technology().port());
    if (isClientError(outcome)) {
      builder.put("error.type", outcome.errorType);
    }
    return builder.build();
  }

  private static String address(ServicePlan callee) {
    return callee.technology() == Technology.EXTERNAL
        ? "api." + callee.name() + ".example"
        : callee.name();
  }

  private Attributes.Builder http(Attributes.Builder builder, Outcome outcome) {
    builder.put(old ? "http.method" : "http.request.method", word(operation.plan.name(), 0));
    if (outcome.wasAnswered()) {
      builder.put(old ? "http.status_code" : "http.response.status_code", outcome.httpStatus);
    }
    return builder;
  }

  private void rpc(Attributes.Builder builder, Outcome outcome) {
    String name = operation.plan.name();
    int slash = name.indexOf('/');
    builder
        .put("rpc.system", "grpc")
        .put("rpc.service", name.substring(0, Math.max(0, slash)))
        .put("rpc.method", name.substring(slash + 1))
        .put("rpc.grpc.status_code", outcome.grpcStatus);
  }

  private void database(Attributes.Builder builder, Outcome outcome) {
    String name = operation.plan.name();
    String system = operation.service.plan.technology().system();
    String verb = word(name, 0).toUpperCase(Locale.ROOT);
    builder.put(old ? "db.system" : "db.system.name", system);
    builder.put(old ? "db.operation" : "db.operation.name", verb);
    if (operation.plan.protocol() == Protocol.SQL) {
      builder
          .put(old ? "db.name" : "db.namespace", operation.service.simulation.plan.name())
          .put(old ? "db.sql.table" : "db.collection.name", word(name, 1))
          .put(old ? "db.statement" : "db.query.text", Queries.text(verb, word(name, 1)));
    }
    if (outcome.isFailure() && outcome.wasAnswered()) {
      builder.put("db.response.status_code", Queries.code(outcome));
    }
  }

  /** The route with its parameters filled in. */
  private String path() {
    return word(operation.plan.name(), 1).replaceAll("\\{[^}]*}", "4711");
  }

  private static String word(String text, int index) {
    int space = text.indexOf(' ');
    if (space < 0) {
      return index == 0 ? text : "";
    }
    return index == 0 ? text.substring(0, space) : text.substring(space + 1);
  }
}
