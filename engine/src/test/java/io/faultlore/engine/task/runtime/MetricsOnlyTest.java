package io.faultlore.engine.task.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.runtime.Shop.Trouble;
import io.faultlore.engine.task.runtime.ToldShop.Form;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Systems that send no spans: the metrics of their requests tell of failures as well. */
class MetricsOnlyTest extends ShopRuns {
  private static final int NEVER = Integer.MAX_VALUE / 2;

  private int runs;

  @Test
  void failedAnswersAreAFailureWhicheverWayTheyAreTold() throws IOException {
    int seed = 11;
    for (Form form : List.of(Form.CONVENTION, Form.OLD, Form.PROMETHEUS)) {
      for (int deltaFrom : List.of(0, NEVER)) {
        Shop shop = troubled(seed++, Trouble.FAILING, "stock");
        List<Failure> failures = failures(told(shop, form, deltaFrom, NEVER));
        assertEquals(1, failures.stream().map(Failure::id).distinct().count(), form.served());
        assertEquals("stock", failures.getLast().suspects().getFirst().name(), form.served());
      }
    }
  }

  @Test
  void slowAnswersAreAFailureOfTheServiceWhoseOwnTimeGrew() throws IOException {
    List<Failure> failures =
        failures(told(troubled(21, Trouble.SLOW, "stock"), Form.CONVENTION, NEVER, NEVER));
    assertEquals(1, failures.stream().map(Failure::id).distinct().count());
    assertEquals("stock", failures.getLast().suspects().getFirst().name());
  }

  @Test
  void aHealthySystemIsNone() throws IOException {
    for (int seed = 31; seed < 34; seed++) {
      quiet(told(new Shop(seed).live(0, END), Form.CONVENTION, NEVER, NEVER));
    }
  }

  @Test
  void neitherAChangeOfTemporalityNorARestartIsOne() throws IOException {
    quiet(told(new Shop(41).live(0, END), Form.CONVENTION, FAULT, NEVER));
    quiet(told(new Shop(42).live(0, END), Form.CONVENTION, NEVER, FAULT));
  }

  @Test
  void metricsBesideSpansChangeNoVerdict() throws IOException {
    Shop shop = troubled(51, Trouble.FAILING, "stock");
    List<Signal> both = new ArrayList<>(shop.signals());
    both.addAll(ToldShop.tell(shop, Form.CONVENTION, NEVER, NEVER));
    both.sort(Comparator.comparingLong(Signal::timeUnixNano));
    Failure alone = closed(run(shop.signals(), "alone", 0));
    Failure beside = closed(run(both, "beside", 0));
    assertEquals(alone.startUnixNano(), beside.startUnixNano());
    assertEquals(alone.suspects().getFirst().name(), beside.suspects().getFirst().name());
    String failed = sentence(alone);
    assertEquals(failed, sentence(beside), "requests are not counted twice");
  }

  private static String sentence(Failure failure) {
    return failure.evidence().stream()
        .filter(text -> text.startsWith("stock failed"))
        .findFirst()
        .orElseThrow();
  }

  private static Shop troubled(long seed, Trouble trouble, String service) {
    Shop shop = new Shop(seed).live(0, FAULT).live(FAULT, END, trouble, service);
    return shop.live(END, END + 200);
  }

  private List<Finding> told(Shop shop, Form form, int deltaFrom, int restart) throws IOException {
    return run(ToldShop.tell(shop, form, deltaFrom, restart), "told-" + runs++, 0);
  }

  private static void quiet(List<Finding> findings) {
    assertTrue(failures(findings).isEmpty(), () -> "opened " + failures(findings));
    assertTrue(slices(findings).size() > 100, "but it is judged");
  }
}
