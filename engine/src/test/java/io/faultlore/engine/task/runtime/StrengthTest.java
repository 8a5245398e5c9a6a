package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.task.runtime.Evidence.Row;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may alarm on its own and what may only confirm, however strong a sign is. */
class StrengthTest {
  private static final double ALARM = 1;
  private static final double HUGE = 100;
  private static final Set<Sign> LOGS =
      EnumSet.of(
          Sign.LOG_NEW,
          Sign.LOG_NEW_FAILING,
          Sign.LOG_VANISHED,
          Sign.LOG_WARN_LLR,
          Sign.LOG_ERROR_LLR,
          Sign.LOG_FAIL_WORD_LLR,
          Sign.LOG_RATE_LLR);

  /** Resources, volume, changes: they tell much, but harm nobody. */
  private static final Set<Sign> HARMLESS =
      EnumSet.of(
          Sign.REQUESTS_LLR,
          Sign.REQUESTS_GONE,
          Sign.CPU_UP,
          Sign.MEMORY_UP,
          Sign.WAITING_UP,
          Sign.NETWORK_UP,
          Sign.OTHER_UP,
          Sign.RATE_UP,
          Sign.RATE_DOWN,
          Sign.RESTARTS,
          Sign.SIBLING_LOAD,
          Sign.SIBLING_GONE,
          Sign.SIBLING_METRIC,
          Sign.FASTER_Z,
          Sign.STEP_UNSEEN,
          Sign.STEP_VARIATION,
          Sign.IN_MISSING_LLR);

  @Test
  void nothingIsNoStrength() {
    assertEquals(new Strength(0, 0, 0), Strength.of(new Row()));
  }

  @Test
  void failingAndSlowRequestsAlarm() {
    for (Sign sign : List.of(Sign.SERVED_ERROR_LLR, Sign.IN_ERROR_LLR, Sign.ORIGIN_LLR)) {
      assertTrue(Strength.of(asked(sign, HUGE)).traces() >= ALARM, sign.name());
    }
    assertTrue(Strength.of(slowed(HUGE)).traces() >= ALARM);
  }

  @Test
  void logsAloneNeverAlarmWhereRequestsTellHowTheyEnded() {
    for (Sign sign : LOGS) {
      assertTrue(Strength.of(asked(sign, HUGE)).max() < ALARM, sign.name());
    }
    Row all = asked(Sign.LOG_NEW, HUGE);
    LOGS.forEach(sign -> all.set(sign, HUGE));
    assertTrue(Strength.of(all).max() < ALARM, "all together neither");
  }

  @Test
  void logsAreHeardWhereNobodyIsAsked() {
    Row row = new Row();
    row.set(Sign.LOG_ERROR_LLR, HUGE);
    assertTrue(Strength.of(row).logs() >= ALARM, "a job without spans has nothing else");
    row.outcomeTold(true);
    row.asked(0, 100);
    assertTrue(Strength.of(row).logs() >= ALARM);
    row.asked(1, 0);
    assertTrue(Strength.of(row).logs() < ALARM);
    row.outcomeTold(false);
    assertTrue(Strength.of(row).logs() >= ALARM, "nor can requests that tell nothing agree");
  }

  @Test
  void logsAreHeardTheMoreTheMoreRequestsAgree() {
    double before = 0;
    for (double agreeing = 0; agreeing <= 1; agreeing += .1) {
      Row row = slowed(agreeing * Math.log1p(6));
      row.asked(1, 1);
      row.outcomeTold(true);
      row.set(Sign.LOG_ERROR_LLR, HUGE);
      double heard = Strength.of(row).logs();
      assertTrue(heard >= before, "at " + agreeing);
      before = heard;
    }
    assertTrue(before >= ALARM, "in full when it is an alarm without them");
  }

  @Test
  void wordsInMessagesAreNoStrengthOfTheirOwn() {
    for (Sign sign : List.of(Sign.LOG_NEW, Sign.LOG_FAIL_WORD_LLR, Sign.LOG_RATE_LLR)) {
      Row row = new Row();
      row.set(sign, HUGE);
      assertEquals(0, Strength.of(row).max(), sign.name());
    }
  }

  @Test
  void whatHarmsNobodyDoesNotAlarm() {
    for (Sign sign : HARMLESS) {
      assertTrue(Strength.of(asked(sign, HUGE)).max() < ALARM, sign.name());
    }
    Row all = new Row();
    HARMLESS.forEach(sign -> all.set(sign, HUGE));
    assertTrue(Strength.of(all).max() < ALARM, "all together neither");
  }

  @Test
  void metricsThatAreGoneAlarm() {
    assertTrue(Strength.of(asked(Sign.METRICS_GONE, 1)).metrics() >= ALARM);
  }

  @Test
  void aProcessThatWarmsUpMayBeSlowButNotFail() {
    for (double strength : List.of(.5, 1.0, 1.2)) {
      Row row = slowed(strength * Math.log1p(6));
      double warm = Strength.of(row).traces();
      row.starting();
      assertTrue(Strength.of(row).traces() < Math.min(warm, ALARM), strength + " times an alarm");
    }
    Row stuck = slowed(HUGE);
    stuck.starting();
    assertTrue(Strength.of(stuck).traces() >= ALARM, "that slow is no warm-up");
    Row failing = asked(Sign.SERVED_ERROR_LLR, 2);
    double warm = Strength.of(failing).traces();
    failing.starting();
    assertEquals(warm, Strength.of(failing).traces(), "starting is no reason to fail");
  }

  @Test
  void moreToDoNeedsMoreOfEverything() {
    double before = Double.POSITIVE_INFINITY;
    for (int times : List.of(1, 2, 4, 8)) {
      Row row = new Row();
      row.set(Sign.CPU_UP, 2);
      row.asked(100L * times, 100);
      double metrics = Strength.of(row).metrics();
      assertTrue(metrics < before, times + " times as busy");
      before = metrics;
    }
    Row contended = asked(Sign.CPU_UP, HUGE);
    double alone = Strength.of(contended).metrics();
    contended.wasBusier(1.2);
    assertEquals(alone, Strength.of(contended).metrics(), "a small rush explains no huge rise");
    Row idle = new Row();
    idle.set(Sign.CPU_UP, HUGE);
    idle.asked(10, 100);
    assertEquals(
        Strength.of(asked(Sign.CPU_UP, HUGE)).metrics(),
        Strength.of(idle).metrics(),
        "less to do is no excuse and no offence");
  }

  @Test
  void metricsThatAreGoneAreGoneHoweverBusyOthersWere() {
    Row row = asked(Sign.METRICS_GONE, 1);
    row.wasBusier(8);
    assertTrue(Strength.of(row).metrics() >= ALARM);
  }

  @Test
  void oneInstanceOfSeveralMustStandOutMore() {
    double level = Math.log1p(3.5);
    assertTrue(Strength.of(asked(Sign.SERVED_ERROR_LLR, level)).traces() >= ALARM);
    assertTrue(Strength.of(asked(Sign.SIBLING_FAILING, level)).traces() < ALARM);
    assertTrue(Strength.of(asked(Sign.SIBLING_FAILING, HUGE)).traces() >= ALARM);
    assertTrue(Strength.of(asked(Sign.SIBLING_SLOW, HUGE)).traces() >= ALARM);
  }

  @Test
  void workThatHasStoppedAlarms() {
    Row row = new Row();
    row.set(Sign.WORK_STOPPED, Math.log1p(8));
    assertTrue(Strength.of(row).traces() >= ALARM);
  }

  private static Row asked(Sign sign, double value) {
    Row row = new Row();
    row.asked(100, 100);
    row.outcomeTold(true);
    row.set(sign, value);
    return row;
  }

  private static Row slowed(double value) {
    Row row = new Row();
    row.slowed(value);
    return row;
  }
}
