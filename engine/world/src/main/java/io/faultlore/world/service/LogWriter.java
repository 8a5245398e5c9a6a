package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.LogRecord;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Value;
import io.faultlore.world.service.plan.Draw;
import io.faultlore.world.service.plan.ServicePlan;
import io.faultlore.world.service.plan.Technology;
import io.faultlore.world.service.plan.TelemetryPlan;
import org.jspecify.annotations.Nullable;

/** Log records of one instance: what it says about what has really happened to it. */
final class LogWriter {
  /** Some say so when a request took longer. */
  private static final long SLOW_NANOS = Timeline.SECOND;

  /** Share of requests at which somebody complains of what is of no importance. */
  private static final double NUISANCES = 3e-4;

  /** Lines about its own housekeeping, in relation to those about requests. */
  private static final double ROUTINES = 2e-3;

  private final Reporter reporter;
  private final Service service;
  private final Technology technology;
  private final Scope scope;
  private final Draw draw;

  /** Share of the failures answered to a caller of which it says something itself. */
  private final double tellsFailures;

  private final boolean calm;

  LogWriter(Reporter reporter, Draw draw) {
    this.reporter = reporter;
    this.service = reporter.instance.service;
    this.technology = service.plan.technology();
    this.scope = Resources.logging(technology, service.plan.name());
    this.draw = draw;
    this.calm = service.simulation.plan.calm();
    this.tellsFailures = new Draw(service.simulation.seed, "tells " + service).between(0.0, 1.0);
  }

  void started(Job job, long now) {
    TelemetryPlan plan = service.plan.telemetry();
    if (plan.talkative()) {
      tell(plan.infoShare(), Occasion.RECEIVED, job, job.operation.plan.name(), "", 0, now);
    }
  }

  void served(Job job, Outcome outcome, long now) {
    String what = job.operation.plan.name();
    long millis = (now - job.started) / 1_000_000;
    switch (outcome) {
      case OK -> well(job, what, now - job.started, now);
      case NOT_FOUND -> tell(.2, Occasion.MISSING, job, what, "", millis, now);
      case EXCEPTION -> {
        Occasion occasion = job.message == null ? Occasion.EXCEPTION : Occasion.MESSAGE_FAILED;
        Attributes exception = job.operation.shape().exception();
        String cause =
            exception.text("exception.type").orElse("")
                + ": "
                + exception.text("exception.message").orElse("");
        int delivery = job.message == null ? 0 : job.message.deliveries;
        write(occasion, job, what, cause, delivery, now);
      }
      case UNAUTHORIZED -> tell(.5, Occasion.UNAUTHORIZED, job, what, "", 0, now);
      case RATE_LIMITED -> tell(.3, Occasion.RATE_LIMITED, job, what, "", 0, now);
      case DISK_FULL, LOCK_TIMEOUT -> {}
      default -> {
        double share = job.call == null ? 1 : tellsFailures;
        tell(share, Occasion.REQUEST_FAILED, job, what, "", outcome.httpStatus, now);
      }
    }
  }

  private void well(Job job, String what, long nanos, long now) {
    TelemetryPlan plan = service.plan.telemetry();
    long millis = nanos / 1_000_000;
    boolean application = technology.isApplication();
    if (application && draw.chance(plan.infoShare())) {
      write(Occasion.HANDLED, job, what, "", millis, now);
    }
    if (nanos > SLOW_NANOS && (plan.wording() % 2 == 0 || !application)) {
      write(Occasion.SLOW, job, what, "", millis, now);
    }
    tell(ROUTINES * plan.infoShare(), Occasion.ROUTINE, null, what, "", draw.below(900), now);
    if (!calm) {
      tell(NUISANCES, Occasion.NUISANCE, job, what, "", draw.below(60), now);
    }
  }

  void called(Call call, boolean again, long now) {
    if (!call.outcome.isFailure()) {
      answered(call, now);
      return;
    }
    ServicePlan callee = call.link.target().service.plan;
    String cause = Causes.of(technology, call.outcome, callee.name());
    long millis = (now - call.started) / 1_000_000;
    if (again) {
      write(Occasion.RETRY, call.parent, callee.name(), cause, call.attempt, now);
    } else if (call.link.plan().optional() || call.link.onMiss() != null) {
      tell(.3, Occasion.CALL_SURVIVED, call.parent, callee.name(), cause, millis, now);
    } else {
      write(Occasion.CALL_FAILED, call.parent, callee.name(), cause, millis, now);
    }
  }

  private void answered(Call call, long now) {
    TelemetryPlan plan = service.plan.telemetry();
    if (plan.talkative()) {
      String callee = call.link.target().service.plan.name();
      long millis = (now - call.started) / 1_000_000;
      tell(plan.infoShare(), Occasion.ANSWERED, call.parent, callee, "", millis, now);
    }
  }

  private void tell(
      double share,
      Occasion occasion,
      @Nullable Job job,
      String what,
      String cause,
      long number,
      long now) {
    if (draw.chance(share)) {
      write(occasion, job, what, cause, number, now);
    }
  }

  void write(
      Occasion occasion, @Nullable Job job, String what, String cause, long number, long now) {
    int wording = reporter.instance.process.release.wording();
    String text =
        fill(Wordings.of(technology, occasion, wording), what, cause, Long.toString(number));
    String spanId = job == null ? "" : job.spanId;
    String traceId = job == null || spanId.isEmpty() ? "" : job.request.traceId();
    reporter.send(
        new LogRecord(
            reporter.resource(),
            scope,
            reporter.instance.host.clock(now),
            occasion.severity,
            occasion.severityText,
            "",
            Value.of(inStyle(occasion, text)),
            Attributes.EMPTY,
            traceId,
            spanId));
  }

  private String fill(String wording, String what, String cause, String number) {
    StringBuilder out = new StringBuilder(wording.length() + 40);
    int from = 0;
    int open = wording.indexOf('{');
    while (open >= 0) {
      out.append(wording, from, open);
      switch (wording.charAt(open + 1)) {
        case 'w' -> out.append(what);
        case 'c' -> out.append(cause);
        case 'n' -> out.append(number);
        default -> out.append(id());
      }
      from = open + 3;
      open = wording.indexOf('{', from);
    }
    return out.append(wording, from, wording.length()).toString();
  }

  private String id() {
    int bits = (int) draw.bits();
    boolean digits = service.plan.telemetry().wording() % 2 == 1;
    return digits
        ? Integer.toString(100_000 + (bits & 0x7ffff))
        : Integer.toHexString(bits | 0x8000_0000);
  }

  /** Some send the message, some the whole line. */
  private String inStyle(Occasion occasion, String text) {
    boolean bare = service.plan.telemetry().wording() % 3 != 0;
    return switch (technology) {
      case GO -> bare ? text : "level=" + occasion.severityText + " msg=\"" + text + '"';
      case NODE ->
          bare
              ? text
              : "{\"level\":\"" + occasion.severityText + "\",\"msg\":\"" + quoted(text) + "\"}";
      case PYTHON -> bare ? text : occasion.severityText + ":app:" + text;
      case POSTGRES -> (occasion.severity > 16 ? "ERROR:  " : "LOG:  ") + text;
      default -> text;
    };
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
