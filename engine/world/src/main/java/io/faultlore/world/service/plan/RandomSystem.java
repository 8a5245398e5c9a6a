package io.faultlore.world.service.plan;

import java.util.List;
import java.util.Map;

/**
 * Draws a system: a front, layers of logic that ask the layers below them, stores at the bottom,
 * perhaps a broker with consumers, and other people's systems. Services come first, then who asks
 * whom, then machines that suffice for it.
 */
final class RandomSystem {
  /** A request that causes more calls than this is not drawn. */
  private static final double CALLS_MAX = 100;

  /** Systems in which a request causes many calls have fewer users. */
  private static final double CALLS_PER_SECOND_MAX = 400;

  /** After so many none of the choices that {@link RandomCalls} leaves to eagerness is made. */
  private static final int ATTEMPTS_MAX = 50;

  private final Draw draw;
  private final Names names;

  private RandomSystem(Draw draw) {
    this.draw = draw;
    this.names = new Names(draw);
  }

  /** The first of ever less eager systems in which a request does not cause too many calls. */
  static SystemPlan draw(long seed, int services) {
    double eagerness = 1;
    for (int i = 0; i < ATTEMPTS_MAX; i++) {
      Draw draw = new Draw(seed, "system " + i);
      SystemPlan plan = new RandomSystem(draw).plan(services, eagerness);
      if (calls(plan) < CALLS_MAX * plan.requestsPerSecond()) {
        return plan;
      }
      eagerness *= .85;
    }
    throw new IllegalStateException("no system of " + services + " services is calm enough");
  }

  private SystemPlan plan(int services, double eagerness) {
    RandomServices drawn = new RandomServices(draw, names);
    Drafts all = drawn.draw(services);
    new RandomCalls(draw, drawn, all, eagerness).wire();
    List<Draft> drafts = all.all();
    Draft front = all.front();
    List<SystemPlan.Entry> entries =
        front.parts.stream()
            .map(part -> new SystemPlan.Entry(front.name, part.name, draw.logBetween(1, 12)))
            .toList();
    String name = names.system();
    double sampling = draw.pick(List.of(1.0, 1.0, 1.0, .5, .25, .1, .05));
    int hosts = Math.max(2, services / 4);
    SystemPlan unsized =
        new SystemPlan(name, sized(drafts, Map.of()), entries, 1, 0, 1, 1, 1, false);
    double rate = Math.min(draw.logBetween(6, 40), CALLS_PER_SECOND_MAX / calls(unsized));
    Map<String, Double> rates = Flow.of(unsized.withRequestsPerSecond(rate));
    return new SystemPlan(
        name,
        sized(drafts, rates),
        entries,
        rate,
        draw.between(.1, 1.1),
        sampling,
        hosts,
        draw.between(6, 12),
        false);
  }

  /** Calls a second of a system, those of users among them. */
  private static double calls(SystemPlan plan) {
    return Flow.of(plan).values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private List<ServicePlan> sized(List<Draft> drafts, Map<String, Double> rates) {
    return drafts.stream().map(draft -> Sizing.size(draft, rates, draw)).toList();
  }
}
