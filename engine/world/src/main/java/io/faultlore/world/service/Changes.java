package io.faultlore.world.service;

import io.faultlore.world.Label;
import io.faultlore.world.service.plan.Change;
import io.faultlore.world.service.plan.ChangeKind;
import io.faultlore.world.service.plan.Protocol;
import java.util.ArrayList;
import java.util.List;

/** Makes the planned changes, and keeps a list of all that were made. */
final class Changes {
  private final Simulation simulation;
  private final Traffic traffic;
  private final List<Label> made = new ArrayList<>();

  Changes(Simulation simulation, Traffic traffic, List<Change> planned) {
    this.simulation = simulation;
    this.traffic = traffic;
    for (Change change : planned) {
      simulation.service(change.service());
      simulation.timeline.at(change.startUnixNano(), (what, now) -> begin(change, now), 0);
      simulation.timeline.at(change.endUnixNano(), (what, now) -> end(change), 0);
    }
  }

  private void begin(Change change, long now) {
    Service service = simulation.service(change.service());
    label(change.kind(), service, now, change.endUnixNano());
    switch (change.kind()) {
      case DEPLOYMENT -> service.release(service.release.next(change.size(), 0), now);
      case PLANNED_RESTART -> service.restartAll(now);
      case SCALE_OUT -> {
        for (int i = 0; i < change.size(); i++) {
          service.scaleOut(now);
        }
      }
      case SCALE_IN -> {
        for (int i = 0; i < change.size(); i++) {
          service.scaleIn(now);
        }
      }
      case CRON_JOB -> runJobs(service, change, now);
      case TRAFFIC_SHIFT -> traffic.press(service, change.size());
    }
  }

  private void end(Change change) {
    if (change.kind() == ChangeKind.TRAFFIC_SHIFT) {
      traffic.press(simulation.service(change.service()), 1 / change.size());
    }
  }

  private void runJobs(Service service, Change change, long now) {
    for (Operation operation : service.operations) {
      if (operation.plan.protocol() == Protocol.JOB) {
        int jobs = (int) change.size();
        double gap = .8 * (change.endUnixNano() - now) / jobs;
        for (int i = 0; i < jobs; i++) {
          long at = now + (long) (i * gap);
          simulation.timeline.at(at, (what, time) -> simulation.enter(operation, time), 0);
        }
      }
    }
  }

  void label(ChangeKind kind, Service service, long start, long end) {
    String id = kind.type() + "-" + (made.size() + 1);
    made.add(new Label.Change(id, start, end, service.plan.name(), kind.type()));
  }

  List<Label> made() {
    return made;
  }
}
