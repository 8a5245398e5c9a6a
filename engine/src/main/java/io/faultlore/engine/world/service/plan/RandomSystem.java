package io.faultlore.engine.world.service.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Draws a system: a front, layers of logic that ask the layers below them, stores at the bottom,
 * perhaps a broker with consumers, and other people's systems.
 */
final class RandomSystem {
  private static final List<Technology> LOGIC =
      List.of(
          Technology.SPRING,
          Technology.JAVA,
          Technology.GO,
          Technology.GO,
          Technology.NODE,
          Technology.PYTHON,
          Technology.DOTNET);
  private static final List<Technology> DATABASES =
      List.of(Technology.POSTGRES, Technology.MYSQL, Technology.MONGODB);
  private static final List<Technology> CACHES = List.of(Technology.REDIS, Technology.MEMCACHED);
  private static final List<Technology> BROKERS = List.of(Technology.KAFKA, Technology.RABBITMQ);

  /** A request that causes more calls than this is not drawn. */
  private static final double CALLS_MAX = 100;

  /** Systems in which a request causes many calls have fewer users. */
  private static final double CALLS_PER_SECOND_MAX = 400;

  private final Draw draw;
  private final Names names;
  private final boolean mesh;
  private final double eagerness;

  /** Houses that write a log line for every request and every call. */
  private final boolean talkative;

  /** Houses whose frameworks record a span for their own code. */
  private final boolean layered;

  private final List<List<Draft>> layers = new ArrayList<>();
  private final List<Draft> databases = new ArrayList<>();
  private final List<Draft> caches = new ArrayList<>();
  private final List<Draft> externals = new ArrayList<>();
  private final List<Draft> consumers = new ArrayList<>();
  private @Nullable Draft broker;

  private RandomSystem(Draw draw, double eagerness) {
    this.draw = draw;
    this.names = new Names(draw);
    this.mesh = draw.chance(.3);
    this.eagerness = eagerness;
    this.talkative = draw.chance(.3);
    this.layered = draw.chance(.4);
  }

  /** The first of ever less eager systems in which a request does not cause too many calls. */
  static SystemPlan draw(long seed, int services) {
    double eagerness = 1;
    for (int i = 0; ; i++) {
      SystemPlan plan = new RandomSystem(new Draw(seed, "system " + i), eagerness).plan(services);
      if (calls(plan) < CALLS_MAX * plan.requestsPerSecond()) {
        return plan;
      }
      eagerness *= .85;
    }
  }

  private SystemPlan plan(int services) {
    addServices(services);
    wire();
    List<Draft> drafts = new ArrayList<>();
    layers.forEach(drafts::addAll);
    drafts.addAll(consumers);
    drafts.addAll(databases);
    drafts.addAll(caches);
    drafts.addAll(externals);
    if (broker != null) {
      drafts.add(broker);
    }
    Draft front = layers.get(0).get(0);
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

  private void addServices(int services) {
    int stores = Math.max(1, (int) (services * draw.between(.2, .35)));
    for (int i = 0; i < stores; i++) {
      if (i > 0 && draw.chance(.3)) {
        add(caches, draw.pick(CACHES), Protocol.CACHE);
      } else if (i > 0 && draw.chance(.3)) {
        add(externals, Technology.EXTERNAL, Protocol.HTTP);
      } else {
        add(databases, draw.pick(DATABASES), Protocol.SQL);
      }
    }
    int left = services - stores;
    if (services >= 7 && draw.chance(.75)) {
      broker = draft(draw.pick(BROKERS), Protocol.MESSAGING);
      int consuming = 1 + services / 20;
      for (int i = 0; i < consuming; i++) {
        add(consumers, draw.pick(LOGIC), Protocol.MESSAGING);
      }
      left -= 1 + consuming;
    }
    layers.add(new ArrayList<>());
    Technology front = draw.pick(List.of(Technology.ENVOY, Technology.ENVOY, Technology.NODE));
    add(layers.get(0), front, Protocol.HTTP);
    int depth = Math.clamp(1 + left / 5, 1, draw.between(2, 6));
    for (int i = 0; i < depth; i++) {
      layers.add(new ArrayList<>());
    }
    for (int i = 0; i < left - 1; i++) {
      int layer = 1 + (i < depth ? i : draw.below(depth));
      add(layers.get(layer), draw.pick(LOGIC), draw.chance(.4) ? Protocol.RPC : Protocol.HTTP);
    }
    layers.removeIf(List::isEmpty);
  }

  private void add(List<Draft> to, Technology technology, Protocol protocol) {
    to.add(draft(technology, protocol));
  }

  private Draft draft(Technology technology, Protocol protocol) {
    boolean own = technology.isApplication();
    String name =
        own
            ? names.service()
            : technology == Technology.EXTERNAL ? names.external() : names.store(technology);
    TelemetryPlan telemetry =
        new TelemetryPlan(
            own && draw.chance(.96),
            draw.chance(.5),
            draw.chance(.2),
            mesh && own,
            draw.below(24),
            own ? (talkative ? draw.logBetween(.2, 1) : draw.logBetween(.01, .3)) : 0,
            own && talkative,
            own && layered && technology != Technology.ENVOY && draw.chance(.8),
            draw.pick(List.of(10, 15, 20, 30)));
    Draft draft = new Draft(name, technology, protocol, telemetry);
    if (protocol == Protocol.CACHE) {
      draft.parts.add(part("GET", protocol, 70, ""));
      draft.parts.add(part("SET", protocol, 90, ""));
    } else {
      addParts(draft);
    }
    return draft;
  }

  private void addParts(Draft draft) {
    Set<String> taken = new TreeSet<>();
    int count = draft.technology == Technology.EXTERNAL ? 1 : draw.between(1, 4);
    for (int i = 0; i < count; i++) {
      String name = names.operation(draft.protocol, draft.name);
      if (!taken.add(name)) {
        continue;
      }
      Draft.Part part = part(name, draft.protocol, micros(draft.technology), "");
      if (draft.protocol == Protocol.SQL || draft.protocol == Protocol.MESSAGING) {
        boolean write = !name.startsWith("SELECT");
        if (name.startsWith("UPDATE")) {
          part.own.add(Sketch.locked(draw.logBetween(500, 5_000)));
        }
        part.own.add(new StepPlan.Disk(Timing.wide(draw.logBetween(500, 5_000)), write));
      }
      draft.parts.add(part);
    }
  }

  private Draft.Part part(String name, Protocol protocol, double micros, String consumes) {
    boolean spans = draw.chance(.4) && protocol != Protocol.SQL && protocol != Protocol.CACHE;
    return new Draft.Part(name, protocol, micros, spans ? names.work() : "", consumes);
  }

  private double micros(Technology technology) {
    return switch (technology) {
      case ENVOY -> draw.logBetween(200, 600);
      case GO -> draw.logBetween(800, 12_000);
      case SPRING, JAVA, DOTNET -> draw.logBetween(1_500, 20_000);
      case NODE, PYTHON -> draw.logBetween(2_500, 30_000);
      case POSTGRES, MYSQL, MONGODB -> draw.logBetween(400, 6_000);
      case REDIS, MEMCACHED -> 70;
      case KAFKA, RABBITMQ -> draw.logBetween(100, 400);
      case EXTERNAL -> draw.logBetween(15_000, 150_000);
    };
  }

  /** From the front down, so that only what a request can lead to asks others. */
  private void wire() {
    layers.get(0).get(0).parts.forEach(part -> part.reached = true);
    for (int i = 0; i < layers.size(); i++) {
      for (Draft draft : layers.get(i)) {
        adopt(draft, i);
        draft.parts.removeIf(part -> !part.reached);
        for (Draft.Part part : draft.parts) {
          ask(draft, part, i);
        }
      }
    }
    for (List<Draft> stores : List.of(databases, externals, caches)) {
      stores.forEach(store -> adopt(store, layers.size()));
    }
    if (broker != null) {
      adopt(broker, layers.size());
      broker.parts.removeIf(part -> !part.reached);
    }
    consumers.forEach(this::consume);
    databases.forEach(database -> database.parts.removeIf(part -> !part.reached));
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
      caller.calls.add(List.of(Sketch.cached(draft.name, call(draw.pick(databases), 1))));
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
    if (!front && !externals.isEmpty() && draw.chance(.1)) {
      part.calls.add(List.of(call(draw.pick(externals), draw.between(.3, 1.0))));
    }
    if (!front && broker != null && draw.chance(.15)) {
      part.calls.add(List.of(call(broker, 1)));
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
    Draft database = draw.pick(databases);
    StepPlan.CallPlan query = call(database, 1);
    if (caches.isEmpty() || !draw.chance(.5)) {
      return query;
    }
    Draft cache = draw.pick(caches);
    cache.parts.forEach(part -> part.reached = true);
    return Sketch.cached(cache.name, query);
  }

  private void consume(Draft consumer) {
    Draft from = broker;
    if (from == null) {
      return;
    }
    consumer.parts.clear();
    String topic = draw.pick(from.parts).name;
    Draft.Part part =
        part(
            "consume " + topic,
            Protocol.MESSAGING,
            micros(consumer.technology),
            from.name + "/" + topic);
    part.reached = true;
    part.calls.add(List.of(data()));
    consumer.parts.add(part);
  }
}
