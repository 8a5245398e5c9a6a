package io.faultlore.world.service.plan;

import java.util.ArrayList;
import java.util.List;

/** Draws who asks whom in a system, so that nothing stands in it that no request leads to. */
final class RandomCalls {
  private final Draw draw;
  private final RandomServices services;
  private final Drafts drafts;
  private final List<List<Draft>> layers;
  private final double eagerness;

  /**
   * Calls to be drawn.
   *
   * @param eagerness factor of how many calls there are, above 0, at most 1
   */
  RandomCalls(Draw draw, RandomServices services, Drafts drafts, double eagerness) {
    this.draw = draw;
    this.services = services;
    this.drafts = drafts;
    this.layers = drafts.layers;
    this.eagerness = eagerness;
  }

  /** From the front down, so that only what a request can lead to asks others. */
  void wire() {
    drafts.front().parts.forEach(part -> part.reached = true);
    for (int i = 0; i < layers.size(); i++) {
      for (Draft draft : layers.get(i)) {
        adopt(draft, i);
        draft.parts.removeIf(part -> !part.reached);
        for (Draft.Part part : draft.parts) {
          ask(draft, part, i);
        }
      }
    }
    for (List<Draft> stores : List.of(drafts.databases, drafts.externals, drafts.caches)) {
      stores.forEach(store -> adopt(store, layers.size()));
    }
    Draft broker = drafts.broker;
    if (broker != null) {
      adopt(broker, layers.size());
      broker.parts.removeIf(part -> !part.reached);
      drafts.consumers.forEach(consumer -> consume(consumer, broker));
    }
    drafts.databases.forEach(database -> database.parts.removeIf(part -> !part.reached));
  }

  /** Somebody above a layer asks whom nobody has asked yet. */
  private void adopt(Draft draft, int layer) {
    if (draft.isReached()) {
      return;
    }
    List<Draft> above = new ArrayList<>();
    layers.subList(Math.min(1, layer - 1), layer).forEach(above::addAll);
    Draft.Part caller = draw.pick(draw.pick(above).parts);
    if (draft.technology.isCache()) {
      draft.parts.forEach(part -> part.reached = true);
      caller.calls.add(List.of(Sketch.cached(draft.name, call(draw.pick(drafts.databases), 1))));
    } else {
      caller.calls.add(List.of(call(draft, 1)));
    }
  }

  /** Calls of one operation to lower layers and stores. */
  private void ask(Draft draft, Draft.Part part, int layer) {
    if (layer + 1 < layers.size()) {
      int groups =
          layer == 0 ? 1 : (draw.chance(.6 * eagerness) ? 1 : 0) + (draw.chance(.25) ? 1 : 0);
      for (int i = 0; i < groups; i++) {
        int below = draw.chance(.75) ? layer + 1 : draw.between(layer + 1, layers.size() - 1);
        part.calls.add(group(layers.get(below)));
      }
    }
    boolean front = draft.technology == Technology.ENVOY;
    if (!front && (layer == layers.size() - 1 || draw.chance(.4))) {
      part.calls.add(List.of(data()));
    }
    if (!front && !drafts.externals.isEmpty() && draw.chance(.1)) {
      part.calls.add(List.of(call(draw.pick(drafts.externals), draw.between(.3, 1.0))));
    }
    if (!front && drafts.broker != null && draw.chance(.15)) {
      part.calls.add(List.of(call(drafts.broker, 1)));
    }
  }

  /** One call, or a few at the same time. */
  private List<StepPlan.CallPlan> group(List<Draft> callees) {
    List<StepPlan.CallPlan> group = new ArrayList<>();
    int size = draw.chance(.3 * eagerness) ? draw.between(2, 4) : 1;
    for (int i = 0; i < size; i++) {
      group.add(call(draw.pick(callees), draw.chance(.3) ? draw.between(.3, .9) : 1));
    }
    return group;
  }

  private StepPlan.CallPlan call(Draft callee, double probability) {
    Draft.Part part = draw.pick(callee.parts);
    part.reached = true;
    return new StepPlan.CallPlan(
        callee.name,
        part.name,
        probability,
        (long) draw.logBetween(800, 8_000),
        draw.chance(.5) ? draw.between(1, 2) : 0,
        draw.chance(.15),
        null);
  }

  private StepPlan.CallPlan data() {
    Draft database = draw.pick(drafts.databases);
    StepPlan.CallPlan query = call(database, 1);
    if (drafts.caches.isEmpty() || !draw.chance(.5)) {
      return query;
    }
    Draft cache = draw.pick(drafts.caches);
    cache.parts.forEach(part -> part.reached = true);
    return Sketch.cached(cache.name, query);
  }

  private void consume(Draft consumer, Draft broker) {
    services.consume(consumer, broker, draw.pick(broker.parts));
    Draft.Part part = consumer.parts.getFirst();
    part.reached = true;
    part.calls.add(List.of(data()));
  }
}
