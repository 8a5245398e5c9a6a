package io.faultlore.world.service.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Draws the services of a system: what they are built with, what they can do, how long it takes and
 * what they let see of it.
 */
final class RandomServices {
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

  private final Draw draw;
  private final Names names;
  private final Drafts drafts = new Drafts();

  /** Whether a proxy stands beside each instance. */
  private final boolean mesh;

  /** Houses that write a log line for every request and every call. */
  private final boolean talkative;

  /** Houses whose frameworks record a span for their own code. */
  private final boolean layered;

  RandomServices(Draw draw, Names names) {
    this.draw = draw;
    this.names = names;
    this.mesh = draw.chance(.3);
    this.talkative = draw.chance(.3);
    this.layered = draw.chance(.4);
  }

  /**
   * Draws services and what they can do, but not yet whom they ask.
   *
   * @param services how many
   */
  Drafts draw(int services) {
    int stores = Math.max(1, (int) (services * draw.between(.2, .35)));
    addStores(stores);
    int left = services - stores;
    if (services >= 7 && draw.chance(.75)) {
      left -= addBroker(1 + services / 20);
    }
    addLayers(left);
    return drafts;
  }

  /** The first is a database: every system keeps something. */
  private void addStores(int stores) {
    for (int i = 0; i < stores; i++) {
      if (i > 0 && draw.chance(.3)) {
        drafts.caches.add(draft(draw.pick(CACHES), Protocol.CACHE));
      } else if (i > 0 && draw.chance(.3)) {
        drafts.externals.add(draft(Technology.EXTERNAL, Protocol.HTTP));
      } else {
        drafts.databases.add(draft(draw.pick(DATABASES), Protocol.SQL));
      }
    }
  }

  /** Returns how many services were added. */
  private int addBroker(int consumers) {
    drafts.broker = draft(draw.pick(BROKERS), Protocol.MESSAGING);
    for (int i = 0; i < consumers; i++) {
      drafts.consumers.add(draft(draw.pick(LOGIC), Protocol.MESSAGING));
    }
    return 1 + consumers;
  }

  /** The front and the layers of logic below it, none of which is empty. */
  private void addLayers(int services) {
    drafts.layers.add(new ArrayList<>());
    Technology front = draw.pick(List.of(Technology.ENVOY, Technology.ENVOY, Technology.NODE));
    drafts.layers.get(0).add(draft(front, Protocol.HTTP));
    int depth = Math.clamp(1 + services / 5, 1, draw.between(2, 6));
    for (int i = 0; i < depth; i++) {
      drafts.layers.add(new ArrayList<>());
    }
    for (int i = 0; i < services - 1; i++) {
      int layer = 1 + (i < depth ? i : draw.below(depth));
      Technology technology = draw.pick(LOGIC);
      Protocol protocol = draw.chance(.4) ? Protocol.RPC : Protocol.HTTP;
      drafts.layers.get(layer).add(draft(technology, protocol));
    }
    drafts.layers.removeIf(List::isEmpty);
  }

  private Draft draft(Technology technology, Protocol protocol) {
    boolean own = technology.isApplication();
    String name = name(technology);
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

  private String name(Technology technology) {
    if (technology.isApplication()) {
      return names.service();
    }
    return technology == Technology.EXTERNAL ? names.external() : names.store(technology);
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

  /** What a consumer does with the messages of a topic; all that it does. */
  void consume(Draft consumer, Draft broker, Draft.Part topic) {
    Draft.Part part =
        part(
            "consume " + topic.name,
            Protocol.MESSAGING,
            micros(consumer.technology),
            broker.name + "/" + topic.name);
    consumer.parts.clear();
    consumer.parts.add(part);
  }

  private Draft.Part part(String name, Protocol protocol, double micros, String consumes) {
    boolean spans = draw.chance(.4) && protocol != Protocol.SQL && protocol != Protocol.CACHE;
    return new Draft.Part(name, protocol, micros, spans ? names.work() : "", consumes);
  }

  /** Of computing for one request; machines are bought to fit afterwards. */
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
}
