package io.faultlore.engine.task.runtime;

import static io.faultlore.engine.slice.Telemetry.at;
import static io.faultlore.engine.slice.Telemetry.log;
import static io.faultlore.engine.slice.Telemetry.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.engine.encode.HashingTextEncoder;
import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.engine.memory.LuceneMemory;
import io.faultlore.engine.memory.Memory;
import io.faultlore.engine.memory.MemoryLimits;
import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.signal.Span.Kind;
import io.faultlore.engine.task.Diagnosis;
import io.faultlore.engine.task.Finding;
import io.faultlore.engine.task.Finding.Failure;
import io.faultlore.engine.task.Finding.Phase;
import io.faultlore.engine.task.Finding.Severity;
import io.faultlore.engine.task.Finding.SliceVerdict;
import io.faultlore.engine.task.Ranked;
import io.faultlore.engine.task.runtime.Shop.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole line on a small shop; the fault begins after 15 minutes of normal life. */
class RuntimeLineTest {
  private static final int FAULT = 900;
  private static final int END = 1_200;

  @TempDir private Path folder;
  private final List<Memory> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Memory::close);
  }

  @Test
  void steadyNoiseIsQuiet() throws IOException {
    List<Finding> findings = run(new Shop(1).live(0, 1_800));
    assertEquals(List.of(), failures(findings));
    assertEquals(0, slices(findings).stream().filter(slice -> slice.score() >= 1).count());
    assertEquals(4, slices(findings).stream().map(SliceVerdict::service).distinct().count());
  }

  @Test
  void windowsAreAMinuteLongAndOneEndsEveryFifteenSeconds() throws IOException {
    List<SliceVerdict> front =
        slices(run(new Shop(1).live(0, 300))).stream()
            .filter(slice -> slice.service().equals("front"))
            .toList();
    for (int i = 4; i < front.size(); i++) {
      assertEquals(at(15 * (i - 3)), front.get(i).startUnixNano());
      assertEquals(at(15 * (i + 1)), front.get(i).endUnixNano());
      assertEquals(at(15 * (i + 1) + 10), front.get(i).emittedUnixNano());
    }
    assertEquals(20, front.size());
  }

  @Test
  void withoutHistoryNothingIsAnomalous() throws IOException {
    List<Finding> findings = run(new Shop(1).live(0, 45).live(45, 100, Trouble.SLOW, "store"));
    assertEquals(List.of(), failures(findings));
    assertEquals(
        Set.of("learning"),
        slices(findings).stream().map(SliceVerdict::state).collect(Collectors.toSet()));
  }

  @Test
  void whileNothingIsUsualNothingIsReported() throws IOException {
    List<Finding> findings = run(new Shop(1).live(0, 5).live(5, 100, Trouble.GONE, "store"));
    assertEquals(List.of(), failures(findings));
    assertEquals(0, slices(findings).stream().filter(slice -> slice.score() >= 1).count());
  }

  @Test
  void lostTelemetryIsNoFailure() throws IOException {
    Shop shop = new Shop(5).live(0, FAULT).live(FAULT, FAULT + 20, Trouble.LOST, "store");
    assertEquals(List.of(), failures(run(shop.live(FAULT + 20, END))));
  }

  /** Cart's short answers were lost once, its long ones now: what the caller saw grew, no more. */
  @Test
  void longCallsWhoseOtherSideWasLostAreNotSlow() throws IOException {
    List<Signal> signals = new ArrayList<>();
    for (int second = 0; second < END; second++) {
      boolean shortLost = second >= 300 && second < 310;
      boolean longLost = second >= FAULT && second < FAULT + 10;
      signals.addAll(request(second + .1, "short", 2, shortLost));
      signals.addAll(request(second + .5, "long", 80, longLost));
    }
    assertEquals(List.of(), failures(run(signals, "lost", 0)));
  }

  private static List<Signal> request(double second, String what, double ms, boolean lost) {
    String id = what + second;
    List<Signal> spans = new ArrayList<>();
    if (!lost) {
      spans.add(span("cart", id, id + "c", id + "b", "GET /" + what, Kind.SERVER, second, ms));
    }
    spans.add(
        span(
            "front",
            id,
            id + "b",
            id + "a",
            "GET",
            Kind.CLIENT,
            second,
            ms + .5,
            "server.address",
            "cart-host"));
    spans.add(span("front", id, id + "a", "", "GET /" + what, Kind.SERVER, second, ms + 1));
    return spans;
  }

  @Test
  void aSlowLeafIsOneFailureThatNamesTheLeaf() throws IOException {
    List<Finding> findings = run(slowStore());
    List<Failure> failures = failures(findings);
    assertEquals(1, failures.stream().map(Failure::id).distinct().count());
    assertEquals(Phase.OPENED, failures.getFirst().phase());
    assertEquals(Phase.CLOSED, failures.getLast().phase());
    assertEquals(1, failures.stream().filter(f -> f.phase() == Phase.OPENED).count());
    assertEquals(1, failures.stream().filter(f -> f.phase() == Phase.CLOSED).count());
    assertTrue(
        failures.size() <= 9, "three minutes and a half are " + failures.size() + " reports");
    failures.forEach(failure -> assertEquals("store", failure.suspects().getFirst().name()));
    Failure last = failures.getLast();
    assertTrue(Math.abs(last.startUnixNano() - at(FAULT)) <= at(30) - at(0));
    assertTrue(last.detectedUnixNano() - at(FAULT) <= at(75) - at(0));
    assertTrue(last.endUnixNano() >= at(END) && last.endUnixNano() <= at(END + 75));
    assertEquals(Severity.WARNING, last.severity());
  }

  @Test
  void aClearFaultScoresAboveOneAtTheServiceThatHasIt() throws IOException {
    List<SliceVerdict> during =
        slices(run(slowStore())).stream()
            .filter(s -> s.startUnixNano() >= at(FAULT) && s.endUnixNano() <= at(END))
            .filter(s -> s.service().equals("store"))
            .toList();
    assertEquals(17, during.size());
    during.forEach(slice -> assertTrue(slice.score() >= 1, slice.toString()));
    during.forEach(slice -> assertEquals("anomalous", slice.state()));
    during.forEach(slice -> assertTrue(slice.traces() > slice.logs()));
  }

  @Test
  void aSlowServiceInTheMiddleIsNamedNotItsCallersOrCallees() throws IOException {
    Shop shop = new Shop(3).live(0, FAULT).live(FAULT, END, Trouble.SLOW, "stock");
    assertEquals("stock", closed(run(shop.live(END, END + 200))).suspects().getFirst().name());
  }

  @Test
  void theNumbersInTheEvidenceAreThoseOfTheInput() throws IOException {
    String sentence =
        closed(run(slowStore())).evidence().stream()
            .filter(text -> text.startsWith("own time of store in GET /store"))
            .findFirst()
            .orElseThrow();
    Matcher numbers = Pattern.compile("p50 ([\\d.]+) ms -> ([\\d.]+) ms").matcher(sentence);
    assertTrue(numbers.find(), sentence);
    assertEquals(5, Double.parseDouble(numbers.group(1)), .12 * 5);
    assertEquals(65, Double.parseDouble(numbers.group(2)), .12 * 65);
    Matcher share = Pattern.compile("; (\\d+) % of (\\d+) calls").matcher(sentence);
    assertTrue(share.find(), sentence);
    assertEquals(2 * (END - FAULT), Integer.parseInt(share.group(2)), 2 * 30, "two a second");
    assertTrue(Integer.parseInt(share.group(1)) >= 90, sentence);
  }

  @Test
  void failedRequestsAreCountedInTheEvidenceAsTheyCame() throws IOException {
    Shop shop = new Shop(4).live(0, FAULT).live(FAULT, END, Trouble.FAILING, "store");
    List<Signal> signals = shop.live(END, END + 200).signals();
    Failure failure = closed(run(signals, "failing", 0));
    assertEquals("store", failure.suspects().getFirst().name());
    assertEquals(Severity.CRITICAL, failure.severity());
    String sentence =
        failure.evidence().stream()
            .filter(t -> t.startsWith("store failed"))
            .findFirst()
            .orElseThrow();
    Matcher numbers =
        Pattern.compile("in (\\d+) of (\\d+) requests \\((\\d+) %\\), usually 0 %")
            .matcher(sentence);
    assertTrue(numbers.find(), sentence);
    assertEquals(2 * (END - FAULT), Integer.parseInt(numbers.group(1)), "all of them, no more");
    assertTrue(Integer.parseInt(numbers.group(2)) >= 2 * (END - FAULT));
    assertTrue(failure.exampleTraceId().startsWith("trace-"));
  }

  @Test
  void aServiceThatFallsSilentIsNoticed() throws IOException {
    Shop shop = new Shop(5).live(0, FAULT).live(FAULT, END, Trouble.GONE, "store");
    Failure failure = closed(run(shop.live(END, END + 200)));
    assertEquals("store", failure.suspects().getFirst().name());
    String evidence = String.join("\n", failure.evidence());
    assertTrue(evidence.contains("store sent no metrics for 300 s, others did"), evidence);
    assertEquals(failure.evidence().size(), Set.copyOf(failure.evidence()).size(), evidence);
    assertTrue(evidence.contains("were recorded by the caller only"), evidence);
  }

  @Test
  void theFirstSentenceSaysHowUsersFareHoweverMuchIsLogged() throws IOException {
    Shop shop = new Shop(4).live(0, FAULT).live(FAULT, END, Trouble.FAILING, "cart");
    List<Signal> signals = new ArrayList<>(shop.live(END, END + 200).signals());
    for (int second = FAULT; second < END; second++) {
      for (int i = 0; i < 20; i++) {
        signals.add(log("cart", second + i / 20.0, 17, "lease 0x7f is not ours any more"));
      }
    }
    signals.sort(Comparator.comparingLong(Signal::timeUnixNano));
    List<String> evidence = closed(run(signals, "loud", 0)).evidence();
    assertTrue(evidence.getFirst().matches("(.* calls .*|cart) failed.*"), evidence::toString);
    assertTrue(evidence.get(1).contains("lease"), evidence::toString);
  }

  @Test
  void aFailureThatFlaresUpAgainIsTheSameCaseAndActiveAtOnce() throws IOException {
    Shop shop = new Shop(2).live(0, FAULT).live(FAULT, END, Trouble.SLOW, "store");
    shop.live(END, END + 105).live(END + 105, END + 255, Trouble.SLOW, "store");
    List<Failure> failures = failures(run(shop.live(END + 255, END + 455)));
    assertEquals(1, failures.stream().map(Failure::id).distinct().count());
    List<Phase> phases = failures.stream().map(Failure::phase).toList();
    assertEquals(1, phases.stream().filter(phase -> phase == Phase.OPENED).count());
    assertEquals(2, phases.stream().filter(phase -> phase == Phase.CLOSED).count());
    int firstClose = phases.indexOf(Phase.CLOSED);
    Failure again = failures.get(firstClose + 1);
    assertEquals(Phase.UPDATED, again.phase());
    assertTrue(again.emittedUnixNano() <= at(END + 105 + 75));
  }

  @Test
  void whatWasReportedIsRememberedAsACase() throws IOException {
    Memory memory = memory("case");
    Failure failure = closed(run(line(memory, 0), slowStore().signals()));
    Case known = memory.get(failure.id()).orElseThrow();
    assertEquals("store", known.subject());
    assertTrue(known.closed());
    assertEquals(failure.startUnixNano(), known.startUnixNano());
    assertEquals(failure.endUnixNano(), known.endUnixNano());
    assertEquals(failure.evidence(), known.summary());
  }

  @Test
  void aStretchThatIsAskedAboutNeedsAnEndAfterItsBeginning() throws IOException {
    RuntimeLine line = line(memory("stretch"), 0);
    assertThrows(IllegalArgumentException.class, () -> line.examine("a", at(10), at(10)));
  }

  @Test
  void aWithheldLabelMakesNoDifference() throws IOException {
    Memory memory = memory("labels");
    RuntimeLine line = line(memory, 0);
    Shop shop = new Shop(6).live(0, FAULT);
    shop.live(FAULT, FAULT + 180, Trouble.SLOW, "store").live(FAULT + 180, 1_500);
    shop.live(1_500, 1_680, Trouble.SLOW, "stock").live(1_680, 1_900);
    run(line, shop.signals());
    Case first = line.examine("first", at(FAULT), at(FAULT + 180));
    Case second = line.examine("second", at(1_500), at(1_680));
    Diagnosis unlabelled = line.diagnose(second, known -> true);
    assertEquals(List.of(), unlabelled.types(), "nothing is known, so nothing is said");
    assertTrue(memory.label("first", label("store", "slow disk")));
    assertTrue(memory.label("second", label("stock", "noisy neighbour")));
    assertEquals(unlabelled, line.diagnose(second, known -> false));
    Diagnosis informed = line.diagnose(second, known -> known.id().equals("first"));
    assertEquals(List.of(), informed.types(), "one case of a type does not prove that it recurs");
    assertEquals("slow disk", informed.similar().getFirst().type());
    assertEquals("first", informed.similar().getFirst().caseId());
    assertNotEquals(unlabelled, informed);
    assertEquals(informed, line.diagnose(second, known -> true), "nobody learns from the question");
    assertEquals("first", first.id());
  }

  @Test
  void theSameSeedGivesTheSameFindings() throws IOException {
    List<Signal> signals = slowStore().signals();
    assertEquals(run(signals, "one", 7), run(signals, "two", 7));
  }

  @Test
  void suspectsComeInFallingOrderOfScore() throws IOException {
    List<Ranked> suspects = closed(run(slowStore())).suspects();
    assertEquals(
        Set.copyOf(Shop.CHAIN), suspects.stream().map(Ranked::name).collect(Collectors.toSet()));
    for (int i = 1; i < suspects.size(); i++) {
      assertTrue(suspects.get(i - 1).score() >= suspects.get(i).score());
    }
  }

  @Test
  void aFailingWindowLiesFartherFromHistoryThanAnyUsualOne() throws IOException {
    for (Trouble trouble : List.of(Trouble.SLOW, Trouble.FAILING, Trouble.GONE)) {
      Shop shop = new Shop(2).live(0, FAULT).live(FAULT, END, trouble, "store");
      List<SliceVerdict> store =
          slices(run(shop.live(END, END + 200).signals(), trouble.name(), 0)).stream()
              .filter(slice -> slice.service().equals("store"))
              .toList();
      double usual =
          store.stream()
              .filter(slice -> slice.endUnixNano() <= at(FAULT))
              .mapToDouble(SliceVerdict::distance)
              .max()
              .orElseThrow();
      double failing =
          store.stream()
              .filter(slice -> slice.startUnixNano() >= at(FAULT) && slice.endUnixNano() <= at(END))
              .mapToDouble(SliceVerdict::distance)
              .min()
              .orElseThrow();
      assertTrue(usual < .1, trouble + ", usual " + usual);
      assertTrue(failing > usual + .15, trouble + ", usual " + usual + ", failing " + failing);
    }
  }

  @Test
  void aMinuteOfAServiceIsOneNormalStateAndAFailureIsNone() throws IOException {
    Memory memory = memory("states");
    run(line(memory, 0), new Shop(1).live(0, 1_800).signals());
    // Judged from the third minute on, remembered when five more have passed.
    int usual = memory.normalStates("store");
    assertTrue(usual >= 20 && usual <= 24, usual + " states of 30 minutes");
    Memory troubled = memory("troubled");
    Shop shop = new Shop(1).live(0, FAULT).live(FAULT, 1_800, Trouble.SLOW, "store");
    run(line(troubled, 0), shop.signals());
    assertTrue(troubled.normalStates("store") <= FAULT / 60 - 2);
  }

  @Test
  void aReplayAfterARestartDoublesNoState() throws IOException {
    Memory memory = memory("restart");
    List<Signal> signals = new Shop(1).live(0, 1_500).signals();
    run(line(memory, 0), signals);
    long states = memory.stats().states();
    run(line(memory, 0), signals);
    assertEquals(states, memory.stats().states());
    // The journal may begin later: other baselines, the same minutes.
    run(line(memory, 0), signals.subList(signals.size() / 3, signals.size()));
    assertEquals(states, memory.stats().states());
  }

  @Test
  void statesOfAServiceAreBounded() throws IOException {
    Path at = Files.createDirectories(folder.resolve("bounded"));
    Memory memory = LuceneMemory.open(at, new MemoryLimits(100, 5, 18, 1 << 20, 100));
    opened.add(memory);
    run(line(memory, 0), new Shop(1).live(0, 1_500).signals());
    Shop.CHAIN.forEach(service -> assertTrue(memory.normalStates(service) <= 5));
    assertEquals(18, memory.stats().states(), "of four services with five each");
  }

  @Test
  void aLongFailureDoesNotBecomeAHabit() throws IOException {
    Shop shop = new Shop(2).live(0, FAULT).live(FAULT, FAULT + 1_500, Trouble.SLOW, "store");
    List<SliceVerdict> late =
        slices(run(shop)).stream()
            .filter(slice -> slice.service().equals("store"))
            .filter(slice -> slice.startUnixNano() >= at(FAULT + 600))
            .toList();
    assertEquals(57, late.size());
    late.forEach(slice -> assertTrue(slice.score() >= 1, slice.toString()));
    late.forEach(slice -> assertTrue(slice.distance() > .2, slice.toString()));
  }

  private static CaseLabel label(String culprit, String type) {
    return new CaseLabel(true, culprit, type, "", List.of(), true, "test", at(2_000));
  }

  private static Shop slowStore() {
    Shop shop = new Shop(2).live(0, FAULT).live(FAULT, END, Trouble.SLOW, "store");
    return shop.live(END, END + 200);
  }

  private List<Finding> run(Shop shop) throws IOException {
    return run(shop.signals(), "run", 0);
  }

  private List<Finding> run(List<Signal> signals, String name, long seed) throws IOException {
    return run(line(memory(name), seed), signals);
  }

  private static List<Finding> run(RuntimeLine line, List<Signal> signals) {
    List<Finding> findings = new ArrayList<>();
    signals.forEach(signal -> findings.addAll(line.accept(signal)));
    findings.addAll(line.advance(signals.getLast().timeUnixNano() + 30_000_000_000L));
    return findings;
  }

  private static RuntimeLine line(Memory memory, long seed) {
    return new RuntimeLine(RuntimeConfig.defaults(), memory, new HashingTextEncoder(64), seed);
  }

  private Memory memory(String name) throws IOException {
    Memory memory =
        LuceneMemory.open(Files.createDirectories(folder.resolve(name)), MemoryLimits.defaults());
    opened.add(memory);
    return memory;
  }

  private static List<Failure> failures(List<Finding> findings) {
    return of(findings, Failure.class);
  }

  private static Failure closed(List<Finding> findings) {
    return failures(findings).stream()
        .filter(failure -> failure.phase() == Phase.CLOSED)
        .findFirst()
        .orElseThrow();
  }

  private static List<SliceVerdict> slices(List<Finding> findings) {
    return of(findings, SliceVerdict.class);
  }

  private static <T extends Finding> List<T> of(List<Finding> findings, Class<T> kind) {
    return findings.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
