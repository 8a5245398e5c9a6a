package io.faultlore.receiver.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.Conclusion;
import io.faultlore.engine.memory.Phase;
import io.faultlore.receiver.server.CaseBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReviewerTest {
  private static final long LIVE = 1_790_000_000_000_000_000L;

  private final Cast cast = Cast.of("", "", LIVE, 0);
  private final Map<String, Case> known = new TreeMap<>();
  private final Map<String, CaseLabel> said = new TreeMap<>();
  private final Reviewer reviewer = new Reviewer(cast, new Book());

  /** Cases that a server would have made. */
  private final class Book implements CaseBook {
    @Override
    public List<Case> latest(int limit) {
      return List.copyOf(known.values());
    }

    @Override
    public Optional<Case> get(String id) {
      return Optional.ofNullable(known.get(id));
    }

    @Override
    public CompletableFuture<Boolean> feedback(String id, CaseLabel label) {
      said.put(id, label);
      return CompletableFuture.completedFuture(known.containsKey(id));
    }
  }

  private void remember(String id, Case.Kind kind, long start, long end) {
    known.put(
        id,
        new Case(
            id,
            kind,
            "",
            id,
            start,
            end,
            new Case.Observed("schema", Optional.empty(), List.of()),
            Conclusion.of(Phase.CLOSED, List.of()),
            Optional.empty()));
  }

  @Test
  void aFailureOfTheShopIsLabelledWhenItIsOverAndHasItsCase() {
    Cast.Earlier first = cast.earlier().getFirst();
    reviewer.review(first.endUnixNano() + 1);
    assertTrue(said.isEmpty(), "there is no case yet");
    remember("rt-0", Case.Kind.RUNTIME, cast.startUnixNano(), cast.startUnixNano() + 1);
    remember("rt-1", Case.Kind.RUNTIME, first.startUnixNano(), first.endUnixNano());
    reviewer.review(first.endUnixNano() - 1);
    assertTrue(said.isEmpty(), "it is not over yet");
    reviewer.review(first.endUnixNano() + 2);
    assertEquals(Map.of("rt-1", cast.serviceLabel(first)), said);
  }

  @Test
  void runsAreLabelledOnceTheirCasesAreThere() {
    cast.team().advance(cast.reviewUnixNano() + 1, (arrival, span) -> {});
    List<String> runs = List.copyOf(cast.review().keySet());
    remember(runs.getFirst(), Case.Kind.AGENT_RUN, 0, 1);
    reviewer.review(cast.reviewUnixNano() + 1);
    assertEquals(1, said.size());
    remember(runs.getLast(), Case.Kind.AGENT_RUN, 0, 1);
    reviewer.review(cast.reviewUnixNano() + 2);
    assertEquals(2, said.size());
  }
}
