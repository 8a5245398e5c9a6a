package io.faultlore.receiver.demo;

import static java.util.Objects.requireNonNull;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.receiver.demo.Cast.Earlier;
import io.faultlore.receiver.server.CaseBook;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The person of the story, who says what the failures of the history were and what helped. */
final class Reviewer {
  private static final int CASES_READ = 20;

  private final Cast cast;
  private final CaseBook cases;
  private final List<Earlier> services;
  private @Nullable SortedMap<String, CaseLabel> unsaid;

  Reviewer(Cast cast, CaseBook cases) {
    this.cast = cast;
    this.cases = cases;
    this.services = new ArrayList<>(cast.earlier());
  }

  /**
   * Says what can be said by now. A case may come late, as a Collector or the server holds its
   * telemetry; it is looked for again each time.
   *
   * @param reachedUnixNano simulated time up to which telemetry was sent
   */
  void review(long reachedUnixNano) {
    services.removeIf(it -> reachedUnixNano > it.endUnixNano() && said(it));
    if (reachedUnixNano > cast.reviewUnixNano()) {
      if (unsaid == null) {
        unsaid = cast.review();
      }
      say(unsaid);
    }
  }

  private boolean said(Earlier failure) {
    return cases.latest(CASES_READ).stream()
        .filter(known -> known.kind() == Case.Kind.RUNTIME)
        .filter(known -> known.startUnixNano() < failure.endUnixNano())
        .filter(known -> known.endUnixNano() > failure.startUnixNano())
        .findFirst()
        .map(known -> cases.feedback(known.id(), cast.serviceLabel(failure)).join())
        .orElse(false);
  }

  /** In one go, as models are learned anew after each label that comes alone. */
  private void say(SortedMap<String, CaseLabel> unsaid) {
    List<String> known =
        unsaid.keySet().stream().filter(run -> cases.get(run).isPresent()).toList();
    List<CompletableFuture<Boolean>> said = new ArrayList<>();
    for (String run : known) {
      said.add(cases.feedback(run, requireNonNull(unsaid.remove(run))));
    }
    said.forEach(CompletableFuture::join);
  }
}
