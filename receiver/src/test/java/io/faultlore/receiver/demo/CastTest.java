package io.faultlore.receiver.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.CaseLabel.StepMark;
import io.faultlore.world.Label;
import io.faultlore.world.service.plan.FaultKind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CastTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long LIVE = 1_790_000_000L * SECOND;

  private final Cast cast = Cast.of("slow-query", "wrong-tool", LIVE, 5);

  private List<Label.Fault> faults() {
    cast.shop().advance(LIVE + 60 * SECOND, (arrival, signal) -> {});
    return cast.shop().labels().stream()
        .filter(Label.Fault.class::isInstance)
        .map(Label.Fault.class::cast)
        .toList();
  }

  @Test
  void theShopFailsLiveAsItFailedTwiceBefore() {
    List<Label.Fault> faults = faults();
    assertEquals(3, faults.size());
    assertEquals(
        Set.of("slow_query"), faults.stream().map(Label.Fault::type).collect(Collectors.toSet()));
    assertEquals(
        Set.of(cast.story().service()),
        faults.stream().map(Label.Fault::service).collect(Collectors.toSet()));
    assertEquals(LIVE, faults.getLast().startUnixNano());
    assertEquals(cast.earlier().getFirst().startUnixNano(), faults.getFirst().startUnixNano());
  }

  @Test
  void aPersonLabelsEveryEarlierRunButNotTheLiveOne() {
    cast.team().advance(cast.reviewUnixNano(), (arrival, span) -> {});
    var said = cast.review();
    List<CaseLabel> failed = said.values().stream().filter(CaseLabel::failure).toList();
    assertEquals(5, failed.size());
    assertTrue(said.size() > 40, "two runs a minute: " + said.size());
    assertTrue(
        failed.stream().allMatch(label -> label.marks().stream().anyMatch(StepMark::rootCause)));
    assertTrue(failed.stream().allMatch(label -> label.type().equals("wrong_tool")));
    assertFalse(said.containsKey(cast.story().traceId()));
  }

  @Test
  void theLiveStepIsTheOneThatTheTeamWillMake() {
    cast.team().advance(LIVE + 600 * SECOND, (arrival, span) -> {});
    Label.Step root =
        cast.team().labels().stream()
            .filter(Label.Step.class::isInstance)
            .map(Label.Step.class::cast)
            .filter(step -> step.spanId().equals(cast.story().spanId()))
            .findFirst()
            .orElseThrow();
    assertTrue(root.rootCause());
    assertEquals(cast.story().traceId(), root.traceId());
    assertEquals(cast.story().agent(), root.agent());
    assertTrue(root.startUnixNano() >= LIVE);
  }

  @Test
  void theSeedDrawsWhatIsNotGiven() {
    Set<String> faults = new TreeSet<>();
    Set<String> modes = new TreeSet<>();
    for (int seed = 0; seed < 6; seed++) {
      Story story = Cast.of("", "", LIVE, seed).story();
      faults.add(story.fault());
      modes.add(story.mode());
    }
    assertTrue(faults.size() > 1 && modes.size() > 1, faults + " " + modes);
    assertEquals(Cast.of("", "", LIVE, 3).story(), Cast.of("", "", LIVE, 3).story());
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void everyFaultHasItsPlaceInTheShop(FaultKind kind) {
    assertEquals(kind.type(), Cast.of(kind.type(), "", LIVE, 1).story().fault());
  }

  @Test
  void unknownNamesAreAnsweredWithTheKnownOnes() {
    var fault =
        assertThrows(IllegalArgumentException.class, () -> Cast.of("gremlins", "", LIVE, 0));
    assertTrue(String.valueOf(fault.getMessage()).contains("pool_exhaustion"));
    var mode = assertThrows(IllegalArgumentException.class, () -> Cast.of("", "gremlins", LIVE, 0));
    assertTrue(String.valueOf(mode.getMessage()).contains("premature_end"));
  }
}
