package io.faultlore.engine.task.runtime;

import static io.faultlore.engine.slice.Telemetry.at;

import io.faultlore.engine.read.Reading;
import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.Baselines;
import io.faultlore.engine.slice.History;
import io.faultlore.engine.slice.Pane;
import io.faultlore.engine.slice.SliceConfig;
import io.faultlore.engine.slice.Slicer;
import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Services of several instances that work as they are told to, second by second, and the evidence
 * of their last minute against what was before.
 */
final class Pool {
  private final SplittableRandom random;
  private final Slicer slicer;
  private final List<Pane> panes = new ArrayList<>();
  private final Map<String, Integer> began = new HashMap<>();
  private int setBack;
  private int second;
  private long spans;
  private String counting = "";
  private String counter = "";
  private int perSecond;

  Pool(long seed) {
    this(seed, SliceConfig.defaults());
  }

  Pool(long seed, SliceConfig slices) {
    this.random = new SplittableRandom(seed);
    this.slicer = new Slicer(slices);
  }

  /**
   * How one instance works.
   *
   * @param kind of its spans: SERVER is asked, CONSUMER fetches its work
   * @param perSecond pieces of work; they come by chance
   * @param ms each takes, about
   * @param failing share of them that fails
   * @param cpu share of the processor that it uses
   */
  record Instance(
      String service,
      String id,
      Kind kind,
      double perSecond,
      double ms,
      double failing,
      double cpu) {
    static Instance serving(String service, String id) {
      return new Instance(service, id, Kind.SERVER, 2, 10, 0, .2);
    }

    static Instance working(String service, String id) {
      return new Instance(service, id, Kind.CONSUMER, 1, 10, 0, .2);
    }

    Instance asked(double times) {
      return new Instance(service, id, kind, times, ms, failing, cpu);
    }

    Instance slow(double longer) {
      return new Instance(service, id, kind, perSecond, longer, failing, cpu);
    }

    Instance failing(double share) {
      return new Instance(service, id, kind, perSecond, ms, share, cpu);
    }

    Instance busy(double share) {
      return new Instance(service, id, kind, perSecond, ms, failing, share);
    }
  }

  /** From now on the service counts so much a second. */
  Pool counting(String service, String metric, int perSecond) {
    counting = service;
    counter = metric;
    this.perSecond = perSecond;
    return this;
  }

  /** The process of the instance begins anew; from the first time on all count their work. */
  Pool restarted(String id) {
    began.put(id, second);
    return this;
  }

  /** A counter of each instance is set back, as by somebody who resets statistics. */
  Pool counterSetBack() {
    setBack = second;
    return this;
  }

  /** So many seconds of life. */
  Pool live(int seconds, List<Instance> instances) {
    for (int end = second + seconds; second < end; second++) {
      for (Instance each : instances) {
        work(each);
        if (second % 15 == 5) {
          add(measured(each));
          if (each.service.equals(counting)) {
            add(counted(each));
          }
          if (!began.isEmpty()) {
            add(total(each, "jobs.done", began.getOrDefault(each.id, 0)));
            add(total(each, "jobs.begun", began.getOrDefault(each.id, 0)));
            add(total(each, "cache.hits", setBack));
          }
        }
      }
    }
    return this;
  }

  /** The last minute's evidence of a service. */
  Row row(String service) {
    return Objects.requireNonNull(rows().get(service));
  }

  private Map<String, Row> rows() {
    panes.addAll(slicer.advance(at(second) + 30_000_000_000L));
    History history = new History(SliceConfig.defaults().servicesMax());
    panes.forEach(history::add);
    List<Pane> last = panes.stream().filter(p -> p.startUnixNano() >= at(second - 60)).toList();
    Pane window = Pane.merge(last.stream().filter(p -> p.endUnixNano() <= at(second)).toList());
    Baselines usual = history.live(window.startUnixNano());
    return Evidence.rows(Reading.of(window, usual));
  }

  private void work(Instance each) {
    double left = each.perSecond;
    while (left > 0 && random.nextDouble() < left) {
      double ms = each.ms * Math.exp(random.nextGaussian() / 5);
      long start = at(second + random.nextDouble() / 2);
      Span.Status status =
          random.nextDouble() < each.failing ? Span.Status.ERROR : Span.Status.UNSET;
      String id = "s" + spans++;
      add(
          new Span(
              resource(each),
              Scope.NONE,
              "t" + id,
              id,
              "",
              "GET /",
              each.kind,
              start,
              start + Math.round(ms * 1e6),
              Attributes.EMPTY,
              List.of(),
              List.of(),
              status,
              ""));
      left--;
    }
  }

  private MetricPoint measured(Instance each) {
    return new MetricPoint(
        resource(each),
        Scope.NONE,
        "process.cpu.utilization",
        "",
        Attributes.EMPTY,
        at(0),
        at(second),
        new MetricPoint.Gauge(each.cpu + random.nextDouble() / 50));
  }

  private MetricPoint counted(Instance each) {
    double events = 15.0 * perSecond;
    return new MetricPoint(
        resource(each),
        Scope.NONE,
        counter,
        "",
        Attributes.EMPTY,
        at(second - 15),
        at(second),
        new MetricPoint.Sum(events, true, false));
  }

  private MetricPoint total(Instance each, String counter, int start) {
    return new MetricPoint(
        resource(each),
        Scope.NONE,
        counter,
        "",
        Attributes.EMPTY,
        at(start),
        at(second),
        new MetricPoint.Sum(2.0 * (second - start), true, true));
  }

  private static Resource resource(Instance each) {
    return Resource.of(Attributes.of("service.name", each.service, "service.instance.id", each.id));
  }

  private void add(Signal signal) {
    panes.addAll(slicer.add(signal));
  }
}
