package io.faultlore.world.service.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The services of a random system while it is being drawn, by their place in it. */
final class Drafts {
  /** From the front, which is a layer of one, down; services ask those in layers below theirs. */
  final List<List<Draft>> layers = new ArrayList<>();

  final List<Draft> databases = new ArrayList<>();
  final List<Draft> caches = new ArrayList<>();
  final List<Draft> externals = new ArrayList<>();

  /** They consume what others publish to the broker. */
  final List<Draft> consumers = new ArrayList<>();

  @Nullable Draft broker;

  Draft front() {
    return layers.get(0).get(0);
  }

  List<Draft> all() {
    List<Draft> all = new ArrayList<>();
    layers.forEach(all::addAll);
    all.addAll(consumers);
    all.addAll(databases);
    all.addAll(caches);
    all.addAll(externals);
    if (broker != null) {
      all.add(broker);
    }
    return all;
  }
}
