package io.faultlore.world.service;

import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Signal;
import io.faultlore.world.service.plan.Draw;
import io.faultlore.world.service.plan.Technology;
import org.jspecify.annotations.Nullable;

/** What one instance tells the outside. */
final class Reporter implements Happening {
  private static final int FLUSH = 0;
  private static final int METRICS = 1;

  final Instance instance;
  final SpanWriter spans;
  private final LogWriter logs;
  private final MetricWriter metrics;
  private final Outbox outbox;
  private final boolean silent;
  private final long flushNanos;
  private Resource resource;

  Reporter(Instance instance, long now) {
    Service service = instance.service;
    String name = service.plan.name() + "/" + instance.number;
    Draw draw = new Draw(service.simulation.seed, "reporter " + name);
    this.instance = instance;
    this.silent = service.plan.technology() == Technology.EXTERNAL;
    this.outbox = new Outbox(service.simulation, name);
    this.spans = new SpanWriter(this);
    this.logs = new LogWriter(this, draw);
    long from = Math.max(now, service.simulation.start);
    this.metrics = new MetricWriter(this, from);
    this.flushNanos = (long) (draw.between(1.0, 5.0) * Timeline.SECOND);
    this.resource = Resources.of(instance);
    if (!silent) {
      Timeline timeline = service.simulation.timeline;
      timeline.at(from + (long) (draw.between(0.0, 1.0) * flushNanos), this, FLUSH);
      timeline.at(from + (long) (draw.between(0.0, 1.0) * interval()), this, METRICS);
    }
  }

  private long interval() {
    return instance.service.plan.telemetry().metricSeconds() * Timeline.SECOND;
  }

  @Override
  public void happen(int what, long now) {
    if (instance.isRetired() && outbox.isEmpty()) {
      return;
    }
    Timeline timeline = instance.service.simulation.timeline;
    if (what == FLUSH) {
      outbox.send(now);
      timeline.at(now + flushNanos, this, FLUSH);
    } else {
      if (instance.up) {
        metrics.write(now);
      }
      timeline.at(now + interval(), this, METRICS);
    }
  }

  /** A process has begun; it may be another version. */
  void began() {
    resource = Resources.of(instance);
  }

  Resource resource() {
    return resource;
  }

  void send(Signal signal) {
    if (!silent) {
      outbox.add(signal);
    }
  }

  void flush(long now) {
    outbox.send(now);
  }

  void loseUnsent() {
    outbox.lose();
  }

  long dropped() {
    return outbox.dropped();
  }

  /** A thread has taken a request. */
  void started(Job job, long now) {
    if (!silent) {
      logs.started(job, now);
    }
  }

  /** A request was answered. */
  void served(Job job, Outcome outcome, long now) {
    if (!silent) {
      spans.served(job, outcome, now);
      logs.served(job, outcome, now);
    }
  }

  /** An attempt of a call is over. */
  void called(Call call, boolean again, long now) {
    spans.called(call, now);
    logs.called(call, again, now);
  }

  void log(Occasion occasion, @Nullable Job job, String what, long number, long now) {
    if (!silent) {
      logs.write(occasion, job, what, "", number, now);
    }
  }

  /** The instance's name as telemetry has it. */
  String name() {
    return resource.instance();
  }
}
