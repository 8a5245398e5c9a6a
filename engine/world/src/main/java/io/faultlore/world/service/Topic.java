package io.faultlore.world.service;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.world.service.plan.Draw;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A topic of a broker: every group of consumers has a line of its own. */
final class Topic {
  final Operation source;
  final List<Group> groups = new ArrayList<>();
  long published;

  Topic(Operation source) {
    this.source = source;
  }

  void publish(Request request, String producerSpan, long now) {
    published++;
    for (Group group : groups) {
      group.add(request, producerSpan, now);
    }
  }

  /** All instances of one service that consume from the topic. */
  static final class Group {
    /** What a broker keeps; the oldest are lost. */
    static final int WAITING_MAX = 200_000;

    /** Deliveries after which a message is put aside. */
    static final int DELIVERIES_MAX = 3;

    /** Until a message that could not be processed is delivered again. */
    private static final long AGAIN_NANOS = 2 * Timeline.SECOND;

    /** From the broker to a consumer. */
    private static final long POLL_NANOS = 1_500_000;

    final Topic topic;
    final Operation consumer;
    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private final Draw draw;
    private final Attributes attributes;
    long consumed;
    long lost;

    // What ails it; neutral when healthy.
    double poison;
    boolean putsAside = true;
    boolean paused;

    Group(Topic topic, Operation consumer, Draw draw) {
      this.topic = topic;
      this.consumer = consumer;
      this.draw = draw;
      this.attributes =
          Attributes.of("topic", topic.source.plan.name(), "group", consumer.service.plan.name());
    }

    /** Of metrics about this group. */
    Attributes attributes() {
      return attributes;
    }

    void add(Request request, String producerSpan, long now) {
      if (waiting.size() >= WAITING_MAX) {
        waiting.poll();
        lost++;
      }
      waiting.add(new Message(this, request, producerSpan, now, draw.chance(poison)));
      deliver(now);
    }

    /** Gives messages to whoever has room. */
    void deliver(long now) {
      if (paused) {
        return;
      }
      for (Instance instance : consumer.service.instances) {
        while (!waiting.isEmpty() && instance.ready && instance.process.takesMessages()) {
          Message message = waiting.poll();
          message.deliveries++;
          Job job = new Job(message.request, consumer, instance.process, null, message);
          instance.process.consuming++;
          consumer.service.simulation.timeline.at(now + POLL_NANOS, job, Job.ARRIVE);
        }
      }
    }

    /** A consumer is done with a message, or has died of it. */
    void done(Message message, boolean failed, long now) {
      if (!failed) {
        consumed++;
      } else if (message.deliveries < DELIVERIES_MAX || !putsAside) {
        Timeline timeline = consumer.service.simulation.timeline;
        timeline.at(now + AGAIN_NANOS, (what, time) -> again(message, time), 0);
      }
    }

    private void again(Message message, long now) {
      waiting.addFirst(message);
      deliver(now);
    }

    int lag() {
      return waiting.size();
    }

    double oldestSeconds(long now) {
      Message oldest = waiting.peek();
      return oldest == null ? 0 : (now - oldest.published) / 1e9;
    }
  }
}
