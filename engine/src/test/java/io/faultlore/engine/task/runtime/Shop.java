package io.faultlore.engine.task.runtime;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.slice.Telemetry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Four services in a chain, front -> cart -> stock -> store, each with about 3 ms of its own (5 in
 * the last): two requests a second, a log record of the second one for each, a CPU gauge every 15
 * s.
 */
final class Shop {
  static final List<String> CHAIN = List.of("front", "cart", "stock", "store");

  private final SplittableRandom random;
  private final List<String> chain;
  private final String mute;
  private final List<Signal> signals = new ArrayList<>();
  private final Set<String> released = new HashSet<>();

  Shop(long seed) {
    this(seed, CHAIN, "");
  }

  /**
   * @param chain the names of the four, other than those of any shop beside it
   * @param mute the last of them when it sends nothing, so that only its callers tell of it
   */
  Shop(long seed, List<String> chain, String mute) {
    this.random = new SplittableRandom(seed);
    this.chain = chain;
    this.mute = mute;
  }

  /** As the mute service is known from those who call it. */
  static String host(String service) {
    return service + "-host";
  }

  /** What several shops send, in order of time. */
  static List<Signal> together(Shop... shops) {
    return Stream.of(shops)
        .flatMap(shop -> shop.signals.stream())
        .sorted(Comparator.comparingLong(Signal::timeUnixNano))
        .toList();
  }

  /** What is wrong, and where. */
  enum Trouble {
    NONE,
    /** The service's own work takes 60 ms more. */
    SLOW,
    /** The service's own work takes 6 ms more. */
    SLUGGISH,
    /** The same in a process of a new version, as long as it is cold. */
    COLD,
    /** Ten times as many requests as usual, which harm nobody. */
    RUSH,
    /** Every request that reaches the service fails there. */
    FAILING,
    /** The service sends no telemetry, and calls to it fail. */
    GONE,
    /** The service's spans are lost on their way; it works as always. */
    LOST,
    /** Nobody asks anything; all work as always. */
    IDLE
  }

  /** Life from one second to another. */
  Shop live(int from, int to, Trouble trouble, String service) {
    if (trouble == Trouble.COLD) {
      released.add(service);
    }
    for (int second = from; second < to; second++) {
      int requests = trouble == Trouble.IDLE ? 0 : trouble == Trouble.RUSH ? 20 : 2;
      for (int i = 0; i < requests; i++) {
        request(second + (double) i / requests + random.nextDouble() / 4, trouble, service);
      }
      if (second % 15 == 0) {
        measure(second, trouble, service);
      }
    }
    return this;
  }

  Shop live(int from, int to) {
    return live(from, to, Trouble.NONE, "");
  }

  /** In order of time. */
  List<Signal> signals() {
    return together(this);
  }

  private void measure(int second, Trouble trouble, String service) {
    for (String each : chain) {
      boolean gone = trouble == Trouble.GONE && each.equals(service);
      if (!gone && !each.equals(mute)) {
        double load = .2 + random.nextDouble() / 50;
        signals.add(Telemetry.gauge(each, "process.cpu.utilization", second, load));
      }
    }
  }

  private void request(double second, Trouble trouble, String troubled) {
    String trace = "trace-" + chain.getFirst() + signals.size();
    serve(0, trace, "", second, trouble, troubled);
    signals.add(Telemetry.log(chain.get(1), second + .001, 9, "asked for cart " + signals.size()));
  }

  /** Adds the spans of a service and of all below it; returns how long it took, in ms. */
  private double serve(
      int depth, String trace, String parent, double second, Trouble trouble, String troubled) {
    String service = chain.get(depth);
    boolean here = service.equals(troubled);
    double own = (depth == 3 ? 5 : 3) * Math.exp(random.nextDouble() / 5 - .1);
    own += here && trouble == Trouble.SLOW ? 60 : 0;
    own += here && (trouble == Trouble.SLUGGISH || trouble == Trouble.COLD) ? 6 : 0;
    double below = 0;
    String id = trace + "-" + depth;
    boolean fails = here && trouble == Trouble.FAILING;
    if (depth < 3 && !fails) {
      below = call(depth, trace, id, second + own / 2e3, trouble, troubled);
    }
    Span span =
        Telemetry.span(
            service, trace, id, parent, "GET /" + service, Kind.SERVER, second, own + below);
    boolean lost = here && (trouble == Trouble.GONE || trouble == Trouble.LOST);
    if (!lost && !service.equals(mute)) {
      Span sent = Telemetry.sentBy(resource(service), span);
      signals.add(fails ? Telemetry.failed(sent) : sent);
    }
    return own + below;
  }

  private Resource resource(String service) {
    return !released.contains(service)
        ? Telemetry.resource(service)
        : Resource.of(
            Attributes.of(
                "service.name",
                service,
                "service.instance.id",
                service + "-2",
                "service.version",
                "2.0.0"));
  }

  private double call(
      int depth, String trace, String parent, double second, Trouble trouble, String troubled) {
    String callee = chain.get(depth + 1);
    boolean unanswered = trouble == Trouble.GONE && callee.equals(troubled);
    String id = parent + "-call";
    double network = .5 + random.nextDouble() / 10;
    double ms =
        network
            + (unanswered
                ? 0
                : serve(depth + 1, trace, id, second + network / 2e3, trouble, troubled));
    Span span =
        Telemetry.span(
            chain.get(depth),
            trace,
            id,
            parent,
            "GET",
            Kind.CLIENT,
            second,
            ms,
            "server.address",
            host(callee));
    // Of one that sends nothing only its caller knows that it failed.
    boolean failsUnheard =
        callee.equals(mute) && callee.equals(troubled) && trouble == Trouble.FAILING;
    signals.add(unanswered || failsUnheard ? Telemetry.failed(span) : span);
    return ms;
  }
}
