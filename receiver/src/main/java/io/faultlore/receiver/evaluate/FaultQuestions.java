package io.faultlore.receiver.evaluate;

import io.faultlore.engine.Engine;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.receiver.evaluate.Protocol.Item;
import io.faultlore.receiver.evaluate.Truth.Fault;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The questions about labelled faults. Each is asked once its time window has passed, as a user
 * would ask; its label is given as feedback afterwards.
 */
final class FaultQuestions {
  /** Slices of the window's end have closed by then: lateness and one stride. */
  private static final long SETTLE_NANOS = 30_000_000_000L;

  private final List<Fault> faults;
  private final Protocol protocol;
  private final FindingsFile out;
  private final Deque<Fault> waiting;
  private final Map<String, Integer> folds;
  private final List<Case> asked = new ArrayList<>();

  FaultQuestions(List<Fault> faults, Protocol protocol, long seed, FindingsFile out) {
    this.faults = faults;
    this.protocol = protocol;
    this.out = out;
    this.waiting =
        new ArrayDeque<>(
            faults.stream()
                .sorted(Comparator.comparingLong(Fault::endUnixNano).thenComparing(Fault::id))
                .toList());
    this.folds =
        Protocol.folds(
            protocol,
            faults.stream()
                .map(
                    fault ->
                        new Item(
                            fault.id(),
                            protocol instanceof Protocol.LeaveServiceOut
                                ? fault.service()
                                : fault.id(),
                            fault.type()))
                .toList(),
            seed);
  }

  /** Asks about every fault whose window has settled by the given event time. */
  void askUntil(long eventUnixNano, Engine engine) throws IOException {
    while (!waiting.isEmpty() && waiting.getFirst().endUnixNano() + SETTLE_NANOS <= eventUnixNano) {
      Fault fault = waiting.removeFirst();
      engine.advance(fault.endUnixNano() + SETTLE_NANOS);
      Case question =
          engine.hindsight().examine(fault.id(), fault.startUnixNano(), fault.endUnixNano());
      asked.add(question);
      if (protocol instanceof Protocol.Prequential) {
        out.diagnosis(
            engine.hindsight().diagnose(question, known -> true), protocol.word(), asked.size());
        engine.label(fault.id(), label(fault));
      }
    }
  }

  /** Gives all labels, then asks about each fault with its fold withheld. */
  void answer(Engine engine) throws IOException {
    if (protocol instanceof Protocol.Prequential) {
      return;
    }
    faults.forEach(fault -> engine.label(fault.id(), label(fault)));
    for (Case question : asked) {
      int fold = fold(question.id());
      out.diagnosis(
          engine.hindsight().diagnose(question, known -> fold(known.id()) != fold),
          protocol.word(),
          fold);
    }
  }

  private int fold(String caseId) {
    return folds.getOrDefault(caseId, -1);
  }

  private static CaseLabel label(Fault fault) {
    return new CaseLabel(
        true,
        fault.service(),
        fault.type(),
        "",
        List.of(),
        true,
        "evaluation",
        fault.endUnixNano());
  }
}
