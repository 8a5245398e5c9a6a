package io.faultlore.engine.step.dialect;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.step.StepConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The known dialects. A span may speak several; their order decides conflicts: an instrumentation's
 * own words before {@code gen_ai}, which many write beside them.
 */
public final class Dialects {
  private final Carried carried = new Carried();

  private final List<Dialect> order =
      List.of(
          new Langfuse(),
          new Traceloop(),
          new OpenInference(),
          new VercelAi(),
          new MlFlow(),
          new LangSmith(),
          new GoogleAdk(),
          new OtelGenAi(),
          carried);

  /** Beginnings of the attribute keys by which a span of some dialect is recognised. */
  private static final String[] KEYS = {
    "gen_ai.",
    "openinference.span.kind",
    "traceloop.",
    "llm.request.type",
    "langgraph.command.",
    "langfuse.",
    "langsmith.",
    "mlflow.",
    "ai.operationId",
    GoogleAdk.SCOPE + "."
  };

  /** Instrumentation scopes whose spans are all of a dialect, attributes or not. */
  private static final Set<String> SCOPES = Set.of(GoogleAdk.SCOPE);

  private final StepConfig config;

  public Dialects(StepConfig config) {
    this.config = config;
  }

  /** What the span says in all dialects that it speaks; empty for a span that is no agent's. */
  public Optional<Facts> read(Span span) {
    if (!isAgentSpan(span)) {
      return Optional.empty();
    }
    Facts facts = new Facts(config);
    for (Dialect dialect : order) {
      dialect.read(span, facts);
    }
    List<GenAiEvents.Event> events =
        span.events().stream()
            .filter(event -> GenAiEvents.isEvent(event.name()))
            .map(GenAiEvents.Event::of)
            .toList();
    if (!events.isEmpty()) {
      GenAiEvents.read(events, facts);
    }
    Failures.read(span, facts);
    return Optional.of(facts);
  }

  /** What the log events of one span say. */
  public Facts read(List<LogRecord> logs) {
    Facts facts = new Facts(config);
    GenAiEvents.read(logs.stream().map(GenAiEvents.Event::of).toList(), facts);
    return facts;
  }

  /** Whether a log record is an event that belongs to a span. */
  public static boolean isEvent(LogRecord log) {
    return !log.spanId().isEmpty()
        && (GenAiEvents.isEvent(GenAiEvents.nameOf(log)) || GenAiEvents.isConversation(log.body()));
  }

  /**
   * The span that a log event stands for when it belongs to none, but is a call of an agent by what
   * it carries and names its session; a mere line of a log is never one.
   */
  public Optional<Span> call(LogRecord log) {
    if (!log.spanId().isEmpty() || GenAiEvents.nameOf(log).isEmpty()) {
      return Optional.empty();
    }
    return carried
        .runKey(log.attributes())
        .map(session -> LoggedCall.span(log, session))
        .filter(carried::isCall);
  }

  /** Whether the event is the last one of its call, so that nothing more need be waited for. */
  public static boolean completes(LogRecord log) {
    return GenAiEvents.completes(GenAiEvents.nameOf(log)) || GenAiEvents.isConversation(log.body());
  }

  /** Ordinary services' spans far outnumber agents', so this looks at keys only. */
  private boolean isAgentSpan(Span span) {
    if (SCOPES.contains(span.scope().name())) {
      return true;
    }
    Attributes attributes = span.attributes();
    for (int i = 0; i < attributes.size(); i++) {
      String key = attributes.key(i);
      for (String start : KEYS) {
        if (key.startsWith(start)) {
          return true;
        }
      }
    }
    return carried.isCall(span);
  }
}
