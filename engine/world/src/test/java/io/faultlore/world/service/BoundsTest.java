package io.faultlore.world.service;

import static io.faultlore.world.service.Captured.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Attributes;
import io.faultlore.engine.signal.MetricPoint;
import io.faultlore.engine.signal.Resource;
import io.faultlore.engine.signal.Scope;
import io.faultlore.world.service.plan.Draw;
import io.faultlore.world.service.plan.Systems;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsTest {
  private static final MetricPoint POINT =
      new MetricPoint(
          Resource.UNKNOWN, Scope.NONE, "x", "1", Attributes.EMPTY, 0, 1, new MetricPoint.Gauge(1));

  @Test
  void stationRefusesWhoComesWhenItsLineIsFull() {
    Station<String> station = new Station<>(1, 2, 0);
    List<Station.Admission> admissions = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      admissions.add(station.enter(name, 0));
    }
    assertEquals(
        List.of(
            Station.Admission.NOW,
            Station.Admission.QUEUED,
            Station.Admission.QUEUED,
            Station.Admission.FULL),
        admissions);
    assertEquals(1, station.refused());
    station.leave(10);
    assertEquals("b", station.next(10));
    assertEquals(null, station.next(10));
    assertEquals(30, station.busyNanos(30));
  }

  @Test
  void brokerLosesTheOldestMessageWhenATopicIsFull() {
    Simulation simulation = new Simulation(Systems.shop(), START, 1);
    Topic.Group group = simulation.service("analytics").groups.get(0);
    group.paused = true;
    for (int i = 0; i < Topic.Group.WAITING_MAX; i++) {
      group.add(new Request("", 1), "", START);
    }
    assertEquals(0, group.lost);
    group.add(new Request("", 1), "", START);
    assertEquals(1, group.lost);
    assertEquals(Topic.Group.WAITING_MAX, group.lag());
  }

  @Test
  void outboxDropsWhatComesWhenItIsFull() {
    Simulation simulation = new Simulation(Systems.shop().calmed(), START, 1);
    Outbox outbox = new Outbox(simulation, "test");
    for (int i = 0; i < Outbox.UNSENT_MAX; i++) {
      outbox.add(POINT);
    }
    assertEquals(0, outbox.dropped());
    outbox.add(POINT);
    assertEquals(1, outbox.dropped());
    outbox.send(START);
    assertTrue(outbox.isEmpty());
  }

  @Test
  void timelineRefusesWhatFeedsItself() {
    Timeline timeline = new Timeline(0);
    Happening nothing = (what, now) -> {};
    for (int i = 0; i < Timeline.EVENTS_MAX; i++) {
      timeline.at(i, nothing, 0);
    }
    assertEquals(Timeline.EVENTS_MAX, timeline.size());
    assertThrows(IllegalStateException.class, () -> timeline.at(0, nothing, 0));
    timeline.run(1);
    timeline.at(1, nothing, 0);
    assertEquals(Timeline.EVENTS_MAX, timeline.size());
  }

  @Test
  void timelineKeepsTheOrderOfTimeAndThenOfScheduling() {
    Timeline timeline = new Timeline(0);
    List<Integer> seen = new ArrayList<>();
    Draw draw = new Draw(1, "order");
    for (int i = 0; i < 5_000; i++) {
      timeline.at(draw.below(50), (what, now) -> seen.add((int) now * 256 + what), i % 256);
    }
    timeline.run(25);
    assertEquals(25, timeline.now());
    timeline.run(100);
    assertEquals(5_000, seen.size());
    for (int i = 1; i < seen.size(); i++) {
      assertTrue(seen.get(i) / 256 >= seen.get(i - 1) / 256);
    }
  }
}
