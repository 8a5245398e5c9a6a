package io.faultlore.world.service.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Draws faults and changes for a system, one after the other with pauses between them. */
final class RandomSchedule {
  private static final double SECOND = 1e9;

  /** A traffic shift or a deployment of a system's front is felt everywhere. */
  private static final List<ChangeKind> CHANGES =
      List.of(
          ChangeKind.DEPLOYMENT,
          ChangeKind.DEPLOYMENT,
          ChangeKind.PLANNED_RESTART,
          ChangeKind.TRAFFIC_SHIFT,
          ChangeKind.SCALE_OUT,
          ChangeKind.SCALE_IN,
          ChangeKind.CRON_JOB);

  private final SystemPlan plan;
  private final Targets targets;
  private final Draw draw;

  RandomSchedule(SystemPlan plan, long seed) {
    this.plan = plan;
    this.targets = new Targets(plan);
    this.draw = new Draw(seed, "schedule");
  }

  /** See {@link Schedule#random}. */
  Schedule draw(List<FaultKind> kinds, long start, long end, int pauseSeconds, int changeSeconds) {
    List<FaultKind> possible = kinds.stream().filter(kind -> !targets.of(kind).isEmpty()).toList();
    List<Injection> injections = new ArrayList<>();
    Deque<FaultKind> next = new ArrayDeque<>();
    double at = start + pauseSeconds * SECOND;
    while (!possible.isEmpty()) {
      at += draw.exponential(.3 * pauseSeconds * SECOND);
      long from = (long) at;
      long until = from + (long) (draw.between(90.0, 300.0) * SECOND);
      if (until > end) {
        break;
      }
      if (next.isEmpty()) {
        next.addAll(dealt(possible));
      }
      injections.add(injection(next.remove(), from, until));
      at = until + pauseSeconds * SECOND;
    }
    return new Schedule(injections, changes(start, end, changeSeconds));
  }

  /** All of them in any order: no kind comes a second time before every other came. */
  private List<FaultKind> dealt(List<FaultKind> kinds) {
    List<FaultKind> left = new ArrayList<>(kinds);
    List<FaultKind> dealt = new ArrayList<>();
    while (!left.isEmpty()) {
      dealt.add(left.remove(draw.below(left.size())));
    }
    return dealt;
  }

  /** A fault of the kind somewhere in the system. */
  Injection injection(FaultKind kind, long from, long until) {
    List<Targets.Target> places = targets.anyOf(kind);
    if (places.isEmpty()) {
      throw new IllegalArgumentException(plan.name() + " has no place for " + kind.type());
    }
    Targets.Target place = draw.pick(places);
    int instance = place.single() ? draw.below(place.instances()) : Injection.ALL;
    return new Injection(
        kind,
        place.service(),
        instance,
        place.other(),
        draw.between(.55, 1.0),
        onset(kind),
        from,
        until);
  }

  private Onset onset(FaultKind kind) {
    return switch (kind) {
      case MEMORY_LEAK, CONNECTION_LEAK, BAD_DEPLOYMENT_EXCEPTIONS, BAD_DEPLOYMENT_SLOW ->
          Onset.SUDDEN;
      case CRASH_LOOP, INSTANCE_DOWN, DEADLOCK, CACHE_FLUSH, CLOCK_JUMP -> Onset.SUDDEN;
      case POISON_MESSAGE, RETRY_STORM, TIMEOUT_TOO_SHORT, WRONG_CONFIGURATION -> Onset.SUDDEN;
      default -> draw.pick(List.of(Onset.SUDDEN, Onset.SUDDEN, Onset.CREEPING, Onset.FLAPPING));
    };
  }

  private List<Change> changes(long start, long end, int meanSeconds) {
    List<Change> changes = new ArrayList<>();
    double at = start;
    while (meanSeconds > 0) {
      at += 20 * SECOND + draw.exponential(meanSeconds * SECOND);
      if (at + 300 * SECOND > end) {
        break;
      }
      changes.add(change(draw.pick(CHANGES), (long) at));
    }
    changes.sort(Comparator.comparingLong(Change::startUnixNano));
    return changes;
  }

  private Change change(ChangeKind kind, long at) {
    List<String> fitting =
        plan.services().stream().filter(s -> suits(kind, s)).map(ServicePlan::name).toList();
    if (fitting.isEmpty()) {
      return change(ChangeKind.DEPLOYMENT, at);
    }
    String service = draw.pick(fitting);
    double size =
        switch (kind) {
          case DEPLOYMENT -> draw.between(.88, 1.15);
          case TRAFFIC_SHIFT -> draw.between(1.3, 2.0);
          case CRON_JOB -> draw.between(20, 150);
          case PLANNED_RESTART, SCALE_OUT, SCALE_IN -> 1;
        };
    double seconds =
        switch (kind) {
          case DEPLOYMENT, PLANNED_RESTART -> 20 + 20 * plan.service(service).instances();
          case TRAFFIC_SHIFT -> draw.between(120.0, 600.0);
          case CRON_JOB, SCALE_OUT, SCALE_IN -> 60;
        };
    return new Change(kind, service, size, at, at + (long) (seconds * SECOND));
  }

  private boolean suits(ChangeKind kind, ServicePlan service) {
    boolean own = service.technology().isApplication();
    boolean stores = !own && service.technology() != Technology.EXTERNAL;
    return switch (kind) {
      case DEPLOYMENT, SCALE_OUT -> own;
      case SCALE_IN -> own && service.instances() > 2;
      // The only instance of a store would be missed: that is an outage, planned or not.
      case PLANNED_RESTART -> own || (stores && service.instances() > 1);
      case CRON_JOB -> service.operations().stream().anyMatch(o -> o.protocol() == Protocol.JOB);
      case TRAFFIC_SHIFT ->
          plan.entries().stream().anyMatch(entry -> entry.service().equals(service.name()));
    };
  }
}
