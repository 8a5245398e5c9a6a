package io.faultlore.engine.step;

import io.faultlore.engine.signal.Span;
import java.util.List;
import java.util.Set;

/** Tells whether a span itself failed: by its status, or by an exception nobody handled. */
final class Failures {
  /** Exceptions that frameworks throw to steer control; they end a span and are no failure. */
  private static final Set<String> CONTROL_FLOW =
      Set.of(
          "ParentCommand",
          "Command",
          "GraphBubbleUp",
          "GraphInterrupt",
          "NodeInterrupt",
          "StopIteration",
          "StopAsyncIteration",
          "GeneratorExit");

  private Failures() {}

  static void read(Span span, Facts facts) {
    List<Span.Event> exceptions =
        span.events().stream().filter(event -> event.name().equals("exception")).toList();
    if (exceptions.stream().anyMatch(Failures::isControlFlow)
        || CONTROL_FLOW.contains(simpleName(span.statusMessage().split("[(:]", 2)[0]))) {
      return;
    }
    String told = exceptions.isEmpty() ? "" : describe(exceptions.getLast());
    if (span.isError()) {
      facts.failed(span.statusMessage().isBlank() ? told : span.statusMessage());
    } else if (!exceptions.isEmpty() && span.status() == Span.Status.UNSET) {
      facts.failed(told);
    }
  }

  private static boolean isControlFlow(Span.Event exception) {
    return CONTROL_FLOW.contains(
        simpleName(exception.attributes().text("exception.type").orElse("")));
  }

  private static String describe(Span.Event exception) {
    String type = exception.attributes().text("exception.type").orElse("");
    String message = exception.attributes().text("exception.message").orElse("");
    return type.isEmpty() ? message : message.isEmpty() ? type : type + ": " + message;
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1).strip();
  }
}
