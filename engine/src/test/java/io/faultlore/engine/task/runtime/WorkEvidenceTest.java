package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.task.runtime.Evidence.Row;
import io.faultlore.engine.task.runtime.Pool.Instance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A front that users ask and a worker that fetches what there is to do. */
class WorkEvidenceTest {
  private static final int USUAL = 1_200;
  private static final List<String> WORKERS = List.of("mailer", "a", "zz-consumer");

  @Test
  void aWorkerThatStopsWhileOthersGoOnHasStopped() {
    for (String worker : WORKERS) {
      for (Kind kind : List.of(Kind.CONSUMER, Kind.INTERNAL)) {
        Instance work = new Instance(worker, "w", kind, 1, 10, 0, .2);
        Row stopped =
            new Pool(1).live(USUAL, List.of(front(), work)).live(60, front(work)).row(worker);
        assertTrue(stopped.get(Sign.WORK_STOPPED) > 0, worker + " " + kind);
        assertTrue(Strength.of(stopped).traces() >= 1, "reason enough for an alarm");
      }
    }
  }

  @Test
  void aWorkerThatGoesOnHasNotStopped() {
    for (double perSecond : List.of(.05, .3, 1.0)) {
      Instance slower = worker().asked(perSecond);
      Row row = new Pool(2).live(USUAL, usual()).live(60, List.of(front(), slower)).row("mailer");
      assertEquals(0, row.get(Sign.WORK_STOPPED), perSecond + " a second");
    }
  }

  @Test
  void whereTheWholeSystemIsIdleNobodyHasStopped() {
    Pool pool = new Pool(3).live(USUAL, usual());
    for (int minute = 0; minute < 30; minute++) {
      pool.live(60, List.of(front().asked(.02), worker().asked(0)));
      assertEquals(0, pool.row("mailer").get(Sign.WORK_STOPPED), "minute " + minute);
    }
  }

  @Test
  void whoIsAskedByOthersMayNotBeAsked() {
    Instance search = Instance.serving("search", "s");
    Row row =
        new Pool(4)
            .live(USUAL, List.of(front(), search))
            .live(60, List.of(front(), search.asked(0)))
            .row("search");
    assertEquals(0, row.get(Sign.WORK_STOPPED));
  }

  @Test
  void rareWorkMayBeAbsentByChance() {
    Instance rare = worker().asked(.08);
    for (long seed = 0; seed < 5; seed++) {
      Row row =
          new Pool(seed)
              .live(USUAL, List.of(front(), rare))
              .live(60, List.of(front(), rare.asked(0)))
              .row("mailer");
      assertEquals(0, row.get(Sign.WORK_STOPPED), "five a minute, seed " + seed);
    }
  }

  @Test
  void irregularWorkMayPause() {
    Pool pool = new Pool(5);
    for (int minute = 0; minute < 20; minute++) {
      pool.live(60, List.of(front(), worker().asked(minute % 4 == 3 ? 0 : 2)));
    }
    Row row = pool.live(60, List.of(front(), worker().asked(0))).row("mailer");
    assertEquals(0, row.get(Sign.WORK_STOPPED), "it pauses every fourth minute");
  }

  @Test
  void afterAFewMinutesNothingIsAlwaysYet() {
    Row row =
        new Pool(6).live(420, usual()).live(60, List.of(front(), worker().asked(0))).row("mailer");
    assertEquals(0, row.get(Sign.WORK_STOPPED));
  }

  @Test
  void aSilentNetworkIsNoStoppedWorkButSilentCountersOfWorkAre() {
    for (String bytes : List.of("system.network.io", "process.disk.io", "process.cpu.time")) {
      assertEquals(0, stoppedBy(bytes), bytes);
    }
    for (String work : List.of("jobs.done", "mails_sent_total")) {
      assertTrue(stoppedBy(work) > 0, work);
    }
  }

  /** What it says when a counter that always counted stands still for a minute. */
  private static double stoppedBy(String counter) {
    Instance mute = worker().asked(0);
    Pool pool = new Pool(8).counting("mailer", counter, 50).live(USUAL, List.of(front(), mute));
    return pool.counting("mailer", counter, 0)
        .live(60, List.of(front(), mute))
        .row("mailer")
        .get(Sign.WORK_STOPPED);
  }

  @Test
  void severalWorkersStopTogetherWhenTheirBrokerDoes() {
    List<Instance> before = new ArrayList<>(List.of(front()));
    List<Instance> after = new ArrayList<>(List.of(front()));
    for (String worker : WORKERS) {
      before.add(Instance.working(worker, "w"));
      after.add(Instance.working(worker, "w").asked(0));
    }
    Pool pool = new Pool(7).live(USUAL, before).live(60, after);
    WORKERS.forEach(worker -> assertTrue(pool.row(worker).get(Sign.WORK_STOPPED) > 0, worker));
  }

  private static List<Instance> usual() {
    return List.of(front(), worker());
  }

  /** The front, and a worker that does nothing more. */
  private static List<Instance> front(Instance stopped) {
    return List.of(front(), stopped.asked(0));
  }

  private static Instance front() {
    return Instance.serving("front", "f");
  }

  private static Instance worker() {
    return Instance.working("mailer", "w");
  }
}
