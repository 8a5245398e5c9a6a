package io.faultlore.world.service;

import io.faultlore.world.service.plan.OperationPlan;
import io.faultlore.world.service.plan.StepPlan;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation of a running service. */
final class Operation {
  static final Link[] NO_LINKS = {};

  final Service service;
  final OperationPlan plan;

  /** Among the operations of its service. */
  final int index;

  final StepPlan[] steps;

  /** By step; calls are made at those that have any. */
  final Link[][] links;

  /** Messages in line when this is a topic of a broker, else null. */
  @Nullable Topic topic;

  private @Nullable SpanShape shape;
  private RequestMetrics.@Nullable Labels metricLabels;

  final Pulse pulse = new Pulse();

  /** What ails it: factor of all computing and of disk times; 1 when healthy. */
  double work = 1;

  Operation(Service service, OperationPlan plan, int index) {
    this.service = service;
    this.plan = plan;
    this.index = index;
    List<StepPlan> planned = plan.steps();
    this.steps = planned.toArray(new StepPlan[0]);
    this.links = new Link[steps.length][];
    Arrays.fill(links, NO_LINKS);
  }

  SpanShape shape() {
    SpanShape made = shape;
    if (made == null) {
      made = new SpanShape(this);
      shape = made;
    }
    return made;
  }

  RequestMetrics.Labels metricLabels() {
    RequestMetrics.Labels made = metricLabels;
    if (made == null) {
      made = RequestMetrics.labels(this);
      metricLabels = made;
    }
    return made;
  }
}
