package io.faultlore.receiver.server;

import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.TimeoutException;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import io.faultlore.engine.report.IngestMetrics;
import io.faultlore.receiver.journal.Admission;
import io.faultlore.receiver.journal.Intake;
import io.faultlore.receiver.journal.Submission;
import io.faultlore.receiver.otlp.Decoded;
import io.faultlore.receiver.otlp.MalformedRequestException;
import io.faultlore.receiver.otlp.OtlpDecoder;
import io.faultlore.receiver.otlp.SignalKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of an export request, the same for every transport: room, size, decode, journal. The
 * result is given when what was accepted is durable, never before.
 */
final class ExportService {
  private static final Logger log = LoggerFactory.getLogger(ExportService.class);
  private static final double NANOS = 1e9;

  private final OtlpDecoder decoder;
  private final Intake intake;
  private final IngestMetrics metrics;
  private final ByteBudget budget;
  private final long requestBytesMax;
  private final Executor executor;

  // Submissions share the lock; closing takes it alone, so none is under way when it is done.
  private final ReadWriteLock gate = new ReentrantReadWriteLock();
  private boolean closed; // guarded by gate

  // As many as there are signals and reasons.
  private final Map<String, LongAdder> leftOut = new ConcurrentHashMap<>();

  /** Takes a transport's wrapping off a body. */
  interface Unwrap {
    byte[] unwrap(byte[] wire, ByteBudget.Share share) throws RefusedException;
  }

  ExportService(
      OtlpDecoder decoder,
      Intake intake,
      IngestMetrics metrics,
      ByteBudget budget,
      long requestBytesMax,
      Executor executor) {
    this.decoder = decoder;
    this.intake = intake;
    this.metrics = metrics;
    this.budget = budget;
    this.requestBytesMax = requestBytesMax;
    this.executor = executor;
  }

  long requestBytesMax() {
    return requestBytesMax;
  }

  /**
   * Receives one request; never completes exceptionally.
   *
   * @param framingBytes what the transport adds to a body
   */
  CompletableFuture<ExportResult> receive(
      SignalKind kind, Transport transport, HttpRequest request, int framingBytes, Unwrap unwrap) {
    long wireBytesMax = requestBytesMax + framingBytes;
    Optional<ExportResult> refused = refusedOnHeaders(request, wireBytesMax);
    if (refused.isPresent()) {
      BodyReader.discard(request, budget);
      metrics.requests(transport.word(), refused.get().outcome());
      return CompletableFuture.completedFuture(refused.get());
    }
    ByteBudget.Share share = budget.share();
    return BodyReader.read(request, share, wireBytesMax)
        .thenCompose(wire -> process(kind, transport, wire, share, unwrap))
        .exceptionally(ExportService::failure)
        .whenComplete(
            (result, never) -> {
              share.close();
              metrics.requests(transport.word(), result.outcome());
            });
  }

  /** Off the event loop, because decoding takes milliseconds. */
  private CompletableFuture<ExportResult> process(
      SignalKind kind, Transport transport, byte[] wire, ByteBudget.Share share, Unwrap unwrap) {
    long begin = System.nanoTime();
    return CompletableFuture.completedFuture(wire)
        .thenApplyAsync(received -> unwrapped(received, share, unwrap), executor)
        .thenCompose(body -> store(kind, transport, body))
        .whenComplete(
            (result, failed) ->
                metrics.requestSeconds(kind.word(), (System.nanoTime() - begin) / NANOS));
  }

  /** Counts a request that its transport refused without reading it. */
  void refused(Transport transport, HttpRequest request) {
    BodyReader.discard(request, budget);
    metrics.requests(transport.word(), "invalid");
  }

  /** An overloaded server spends nothing on what it will refuse. */
  private Optional<ExportResult> refusedOnHeaders(HttpRequest request, long wireBytesMax) {
    long announced = Math.max(0, request.headers().contentLength());
    if (announced > wireBytesMax) {
      return Optional.of(Refusals.tooLarge(requestBytesMax));
    }
    if (!budget.hasRoom(announced)) {
      return Optional.of(Refusals.busy());
    }
    return intake.hasRoom(announced)
        ? Optional.empty()
        : Optional.of(Refusals.busy("the engine is behind"));
  }

  private byte[] unwrapped(byte[] wire, ByteBudget.Share share, Unwrap unwrap) {
    metrics.bytes("wire", wire.length);
    try {
      byte[] body = unwrap.unwrap(wire, share);
      metrics.bytes("decoded", body.length);
      return body;
    } catch (RefusedException refused) {
      throw new CompletionException(refused);
    }
  }

  private CompletableFuture<ExportResult> store(SignalKind kind, Transport transport, byte[] body) {
    Decoded decoded;
    long begin = System.nanoTime();
    try {
      decoded = decoder.decode(kind, transport.encoding(), body);
    } catch (MalformedRequestException malformed) {
      return CompletableFuture.completedFuture(
          new ExportResult.Invalid(String.valueOf(malformed.getMessage())));
    } finally {
      metrics.decodeSeconds(kind.word(), (System.nanoTime() - begin) / NANOS);
    }
    CompletableFuture<Admission> admission =
        decoded.signals().isEmpty()
            ? CompletableFuture.completedFuture(new Admission.Accepted(0, 0))
            : submit(new Submission(transport.encoding(), body, decoded));
    return admission.thenApply(
        admitted ->
            switch (admitted) {
              case Admission.Throttled(var retryAfter, String reason) ->
                  new ExportResult.Busy(retryAfter, reason);
              case Admission.Accepted accepted -> {
                count(decoded, accepted, transport);
                yield new ExportResult.Stored(decoded.rejected(), decoded.message());
              }
            });
  }

  private CompletableFuture<Admission> submit(Submission submission) {
    gate.readLock().lock();
    try {
      return closed
          ? CompletableFuture.completedFuture(
              new Admission.Throttled(Duration.ofSeconds(1), "stopping"))
          : intake.submit(submission);
    } finally {
      gate.readLock().unlock();
    }
  }

  private void count(Decoded decoded, Admission.Accepted accepted, Transport transport) {
    items(decoded, transport, "accepted", accepted.newItems() + decoded.unrecorded());
    items(decoded, transport, "duplicate", accepted.duplicates());
    items(decoded, transport, "rejected", decoded.rejected());
    items(decoded, transport, "dropped", decoded.own());
    String signal = decoded.kind().word();
    decoded
        .leftOut()
        .forEach(
            (why, n) -> {
              metrics.leftOut(signal, why.word(), n);
              leftOut.computeIfAbsent(signal + " " + why.word(), none -> new LongAdder()).add(n);
            });
  }

  Map<String, Long> leftOut() {
    Map<String, Long> totals = new TreeMap<>();
    leftOut.forEach((reason, n) -> totals.put(reason, n.sum()));
    return totals;
  }

  private void items(Decoded decoded, Transport transport, String outcome, int n) {
    if (n > 0) {
      metrics.items(decoded.kind().word(), transport.word(), outcome, n);
    }
  }

  /** What a request that could not be finished is answered. */
  static ExportResult failure(Throwable thrown) {
    @Nullable Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof RefusedException refused) {
      return refused.result();
    }
    if (cause instanceof ClosedSessionException
        || cause instanceof ClosedStreamException
        || cause instanceof AbortedStreamException) {
      return new ExportResult.Invalid("the request was cut off");
    }
    if (cause instanceof TimeoutException) {
      return Refusals.busy("the request took too long");
    }
    log.error("An export request failed", cause);
    return new ExportResult.Failed();
  }

  /** Nothing reaches the intake after this has returned. */
  void close() {
    gate.writeLock().lock();
    try {
      closed = true;
    } finally {
      gate.writeLock().unlock();
    }
  }
}
