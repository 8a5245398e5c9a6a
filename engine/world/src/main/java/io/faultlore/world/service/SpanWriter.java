package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Span;
import java.util.List;

/** Spans of one instance, if it records any. */
final class SpanWriter {
  private final Reporter reporter;
  private final Host host;
  private final Scope scope;

  SpanWriter(Reporter reporter) {
    this.reporter = reporter;
    this.host = reporter.instance.host;
    this.scope = Resources.tracing(reporter.instance.service.plan.technology());
  }

  /** A SERVER or CONSUMER span. */
  void served(Job job, Outcome outcome, long now) {
    if (job.spanId.isEmpty()) {
      return;
    }
    SpanShape shape = job.operation.shape();
    boolean error = shape.isServerError(outcome);
    if (!job.innerId.equals(job.spanId)) {
      internal(job, job.innerId, job.spanId, shape.innerName, job.started, now);
    }
    reporter.send(
        new Span(
            reporter.resource(),
            scope,
            job.request.traceId(),
            job.spanId,
            parent(job),
            shape.serverName,
            shape.serverKind,
            host.clock(job.started),
            host.clock(now),
            shape.server(outcome),
            outcome == Outcome.EXCEPTION ? exception(shape, now) : List.of(),
            List.of(),
            error ? Span.Status.ERROR : Span.Status.UNSET,
            error ? shape.description(outcome) : ""));
  }

  private static String parent(Job job) {
    if (job.message != null) {
      return job.message.producerSpan;
    }
    return job.call == null ? "" : job.call.spanId;
  }

  private List<Span.Event> exception(SpanShape shape, long now) {
    return List.of(new Span.Event(host.clock(now), "exception", shape.exception()));
  }

  /** A CLIENT or PRODUCER span. */
  void called(Call call, long now) {
    if (call.spanId.isEmpty()) {
      return;
    }
    SpanShape shape = call.link.target().shape();
    Outcome outcome = call.outcome;
    boolean error = shape.isClientError(outcome);
    reporter.send(
        new Span(
            reporter.resource(),
            scope,
            call.parent.request.traceId(),
            call.spanId,
            call.parent.innerId,
            shape.clientName,
            shape.clientKind,
            host.clock(call.started),
            host.clock(now),
            shape.client(outcome, call.attempt),
            List.of(),
            List.of(),
            error ? Span.Status.ERROR : Span.Status.UNSET,
            error && !outcome.wasAnswered() ? outcome.errorType : ""));
  }

  /** An INTERNAL span. */
  void worked(Job job, String name, long from, long now) {
    if (!job.spanId.isEmpty()) {
      String id = job.operation.service.simulation.spanId();
      internal(job, id, job.innerId, name, from, now);
    }
  }

  private void internal(Job job, String id, String parent, String name, long from, long now) {
    reporter.send(
        new Span(
            reporter.resource(),
            scope,
            job.request.traceId(),
            id,
            parent,
            name,
            Span.Kind.INTERNAL,
            host.clock(from),
            host.clock(now),
            Attributes.EMPTY,
            List.of(),
            List.of(),
            Span.Status.UNSET,
            ""));
  }
}
