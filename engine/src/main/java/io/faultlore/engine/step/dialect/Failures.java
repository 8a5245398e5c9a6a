package io.faultlore.engine.step.dialect;

import io.faultlore.engine.signal.Span;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a span itself failed: by its status, by {@code error.type}, or by an exception that
 * nobody handled. Exceptions by which a framework steers control are no failure.
 */
final class Failures {
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
        span.events().stream().filter(event -> event.name().endsWith("exception")).toList();
    String type = span.attributes().firstText("error.type").orElse("");
    if (isControlFlow(type)
        || isControlFlow(head(span.statusMessage()))
        || exceptions.stream().anyMatch(Failures::isControlFlow)) {
      return;
    }
    boolean unhandled = !exceptions.isEmpty() && span.status() == Span.Status.UNSET;
    if (span.isError() || unhandled || !type.isEmpty()) {
      String exception = exceptions.isEmpty() ? "" : describe(exceptions.getLast());
      String message = span.attributes().firstText("error.message").orElse(type);
      facts.failed(
          !span.statusMessage().isBlank()
              ? span.statusMessage()
              : !exception.isBlank() ? exception : message);
    }
  }

  private static boolean isControlFlow(Span.Event exception) {
    return isControlFlow(exception.attributes().text("exception.type").orElse(""))
        || isControlFlow(head(exception.attributes().text("exception.message").orElse("")));
  }

  private static boolean isControlFlow(String type) {
    return CONTROL_FLOW.contains(type.substring(type.lastIndexOf('.') + 1).strip());
  }

  /** What stands before the first bracket or colon: some messages begin with the type. */
  private static String head(String message) {
    for (int i = 0; i < message.length(); i++) {
      if (message.charAt(i) == '(' || message.charAt(i) == ':') {
        return message.substring(0, i);
      }
    }
    return message;
  }

  private static String describe(Span.Event exception) {
    String type = exception.attributes().text("exception.type").orElse("");
    String message = exception.attributes().text("exception.message").orElse("");
    return type.isEmpty() ? message : message.isEmpty() ? type : type + ": " + message;
  }
}
