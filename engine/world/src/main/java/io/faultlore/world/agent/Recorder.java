package io.faultlore.world.agent;

import io.faultlore.engine.signal.Scope;
import io.faultlore.engine.signal.Span;
import io.faultlore.world.Label;
import io.faultlore.world.agent.Happening.Blame;
import io.faultlore.world.agent.SpanForm.Sketch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Gives what happened in a run its times and ids, and writes it as spans in order of their end. */
final class Recorder {
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  /** A label, and when its truth is known: at the end of its step or run. */
  record Judged(long endUnixNano, Label label) {}

  /** Spans in order of their end; labels in order of being known, the run's own last. */
  record Recording(List<Span> spans, List<Judged> labels) {}

  private record Open(String spanId, long startUnixNano, Happening.TurnStarted turn) {}

  private final Team team;
  private final SpanForm form;
  private final Scope scope;
  private final RandomGenerator timing;
  private final RandomGenerator ids;
  private final double paceNanos;
  private final String traceId;
  private final String rootId;
  private final String runId;
  private final String type;
  private final List<Span> spans = new ArrayList<>();
  private final List<Judged> labels = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private long began;
  private long now;

  /**
   * @param type the failure mode's name for labels, or the empty string
   * @param paceSeconds mean length of a model call
   */
  Recorder(
      String runId,
      Team team,
      String type,
      double paceSeconds,
      RandomGenerator timing,
      RandomGenerator ids) {
    this.runId = runId;
    this.team = team;
    this.type = type;
    this.paceNanos = paceSeconds * SECOND;
    this.timing = timing;
    this.ids = ids;
    this.traceId = hex() + hex();
    this.form = SpanForm.of(team, "conv_" + hex());
    this.scope = team.form().scope();
    this.rootId = hex();
  }

  /** Writes the run; a recorder writes one. */
  Recording record(Transcript run, long startUnixNano, String group) {
    began = startUnixNano;
    now = startUnixNano;
    if (team.createsAgents()) {
      createAgents();
    }
    run.happenings().forEach(happening -> write(happening, run.failed()));
    while (!open.isEmpty()) {
      end("", Span.Status.ERROR);
    }
    if (hasWorkflowSpan()) {
      Span.Status status = run.cutOff() ? Span.Status.ERROR : Span.Status.UNSET;
      pass(MILLI);
      Sketch workflow = form.workflow(run.question(), run.answer());
      add(rootId, startUnixNano, workflow, status, limitText(status));
    }
    Label label = new Label.Run(runId, startUnixNano, traceId, run.failed(), group);
    labels.add(new Judged(now, label));
    return new Recording(List.copyOf(spans), List.copyOf(labels));
  }

  /** In a team of calls the first agent's turn spans the run already. */
  private boolean hasWorkflowSpan() {
    return team.topology() == Team.Topology.SWARM;
  }

  private void createAgents() {
    for (String agent : team.agents()) {
      long start = now;
      pass(MILLI * (40 + timing.nextInt(200)));
      add(start, form.created(agent));
    }
  }

  private void write(Happening happening, boolean failed) {
    switch (happening) {
      case Happening.TurnStarted turn -> start(turn);
      case Happening.TurnEnded(String message) -> end(message, Span.Status.UNSET);
      case Happening.Said said -> say(said, failed);
      case Happening.Used used -> use(used);
      case Happening.HandedOver handedOver -> handOver(handedOver);
    }
  }

  private void start(Happening.TurnStarted turn) {
    boolean spansRun = open.isEmpty() && !hasWorkflowSpan();
    open.addLast(new Open(spansRun ? rootId : hex(), spansRun ? began : now, turn));
    pass(MILLI * (1 + timing.nextInt(20)));
  }

  private void end(String message, Span.Status status) {
    Open turn = open.removeLast();
    pass(MILLI);
    Sketch sketch = form.turn(turn.turn(), message);
    add(turn.spanId(), turn.startUnixNano(), sketch, status, limitText(status));
  }

  private String limitText(Span.Status status) {
    return status == Span.Status.ERROR
        ? "maximum number of turns (%d) reached".formatted(team.roundsMax())
        : "";
  }

  private void say(Happening.Said said, boolean failed) {
    pass(MILLI * (2 + timing.nextInt(30)));
    long start = now;
    // A call takes a while at least, and then as long as its answer is.
    pass(paceNanos * Math.min(.5 + Chance.exponential(.5, timing), 4));
    String spanId = add(start, form.said(said));
    judge(said.blame(), spanId, start, said.agent(), failed);
  }

  private void use(Happening.Used used) {
    long start = now + (long) MILLI;
    pass(MILLI * (5 + Chance.exponential(80, timing)));
    // Many instrumentations mark no error when a tool answers with one.
    boolean marked = used.observation().isFailure() && timing.nextBoolean();
    String spanId = hex();
    Span.Status status = marked ? Span.Status.ERROR : Span.Status.UNSET;
    add(spanId, start, form.used(used), status, marked ? used.observation().text() : "");
    judge(used.blame(), spanId, start, used.agent(), false);
  }

  private void handOver(Happening.HandedOver handedOver) {
    long start = now;
    pass(MILLI * (1 + timing.nextInt(5)));
    String spanId = add(start, form.handedOver(handedOver));
    judge(handedOver.blame(), spanId, start, handedOver.from(), false);
  }

  /** Of a run that came out well no step is the cause of a failure. */
  private void judge(Blame blame, String spanId, long start, Agent agent, boolean failed) {
    if (blame != Blame.NONE) {
      String id = runId + '#' + spanId;
      boolean root = failed && blame == Blame.ROOT;
      Label label = new Label.Step(id, start, traceId, spanId, agent.name, type, root);
      labels.add(new Judged(now, label));
    }
  }

  /** A span without an error that ends now; returns its id. */
  private String add(long start, Sketch sketch) {
    String spanId = hex();
    add(spanId, start, sketch, Span.Status.UNSET, "");
    return spanId;
  }

  /** A span that ends now, below the turn that is under way. */
  private void add(
      String spanId, long start, Sketch sketch, Span.Status status, String statusText) {
    String above = open.isEmpty() ? rootId : open.getLast().spanId();
    spans.add(
        new Span(
            team.resource(),
            scope,
            traceId,
            spanId,
            spanId.equals(rootId) ? "" : above,
            sketch.name(),
            sketch.kind(),
            start,
            now,
            sketch.attributes(),
            List.of(),
            List.of(),
            status,
            statusText));
  }

  private void pass(double nanos) {
    now += (long) nanos + 1;
  }

  private String hex() {
    return HexFormat.of().toHexDigits(ids.nextLong());
  }
}
