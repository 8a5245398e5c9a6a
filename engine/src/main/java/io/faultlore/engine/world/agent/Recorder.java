package io.faultlore.engine.world.agent;

import io.faultlore.engine.signal.Span;
import io.faultlore.engine.world.Label;
import io.faultlore.engine.world.agent.Happening.Blame;
import io.faultlore.engine.world.agent.SpanForm.Sketch;
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
  private final RandomGenerator timing;
  private final RandomGenerator ids;
  private final double paceNanos;
  private final String traceId;
  private final String runId;
  private final String type;
  private final List<Span> spans = new ArrayList<>();
  private final List<Judged> labels = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
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
  }

  Recording record(Transcript run, long startUnixNano, String group) {
    now = startUnixNano;
    boolean swarm = team.topology() == Team.Topology.SWARM;
    String rootId = hex();
    if (team.createsAgents()) {
      create(rootId);
    }
    for (Happening happening : run.happenings()) {
      String parent = open.isEmpty() ? rootId : open.getLast().spanId();
      switch (happening) {
        case Happening.TurnStarted turn -> {
          String id = open.isEmpty() && !swarm ? rootId : hex();
          open.addLast(new Open(id, id.equals(rootId) ? startUnixNano : now, turn));
          pass(MILLI * (1 + timing.nextInt(20)));
        }
        case Happening.TurnEnded(String message) -> end(rootId, message, Span.Status.UNSET);
        case Happening.Said said -> say(said, parent, run.failed());
        case Happening.Used used -> use(used, parent);
        case Happening.HandedOver handedOver -> {
          long start = now;
          pass(MILLI * (1 + timing.nextInt(5)));
          String spanId = hex();
          add(spanId, parent, start, form.handedOver(handedOver), Span.Status.UNSET, "");
          judge(handedOver.blame(), spanId, start, handedOver.from(), false);
        }
      }
    }
    while (!open.isEmpty()) {
      end(rootId, "", Span.Status.ERROR);
    }
    if (swarm) {
      Sketch root = form.workflow(run.question(), run.answer());
      pass(MILLI);
      add(rootId, "", startUnixNano, root, status(run), statusText(run));
    }
    Label label = new Label.Run(runId, startUnixNano, traceId, run.failed(), group);
    labels.add(new Judged(now, label));
    return new Recording(List.copyOf(spans), List.copyOf(labels));
  }

  private void create(String rootId) {
    for (String agent : team.agents()) {
      long start = now;
      pass(MILLI * (40 + timing.nextInt(200)));
      add(hex(), rootId, start, form.created(agent), Span.Status.UNSET, "");
    }
  }

  private static Span.Status status(Transcript run) {
    return run.cutOff() ? Span.Status.ERROR : Span.Status.UNSET;
  }

  private String statusText(Transcript run) {
    return run.cutOff() ? limitText() : "";
  }

  private String limitText() {
    return "maximum number of turns (%d) reached".formatted(team.roundsMax());
  }

  private void end(String rootId, String message, Span.Status status) {
    Open turn = open.removeLast();
    pass(MILLI);
    String parent =
        turn.spanId().equals(rootId) ? "" : open.isEmpty() ? rootId : open.getLast().spanId();
    String text = status == Span.Status.ERROR ? limitText() : "";
    add(turn.spanId(), parent, turn.startUnixNano(), form.turn(turn.turn(), message), status, text);
  }

  private void say(Happening.Said said, String parent, boolean failed) {
    pass(MILLI * (2 + timing.nextInt(30)));
    long start = now;
    // A call takes a while at least, and then as long as its answer is.
    pass(paceNanos * Math.min(.5 + Chance.exponential(.5, timing), 4));
    String spanId = hex();
    add(spanId, parent, start, form.said(said), Span.Status.UNSET, "");
    judge(said.blame(), spanId, start, said.agent(), failed);
  }

  private void judge(Blame blame, String spanId, long start, Agent agent, boolean failed) {
    if (blame != Blame.NONE) {
      String id = runId + '#' + spanId;
      boolean root = failed && blame == Blame.ROOT;
      Label label = new Label.Step(id, start, traceId, spanId, agent.name, type, root);
      labels.add(new Judged(now, label));
    }
  }

  private void use(Happening.Used used, String parent) {
    long start = now + (long) MILLI;
    pass(MILLI * (5 + Chance.exponential(80, timing)));
    // Many instrumentations mark no error when a tool answers with one.
    boolean marked = used.observation().isFailure() && timing.nextBoolean();
    String spanId = hex();
    add(
        spanId,
        parent,
        start,
        form.used(used),
        marked ? Span.Status.ERROR : Span.Status.UNSET,
        marked ? used.observation().text() : "");
    judge(used.blame(), spanId, start, used.agent(), false);
  }

  private void add(
      String spanId, String parent, long start, Sketch sketch, Span.Status status, String text) {
    spans.add(
        new Span(
            team.resource(),
            team.form().scope(),
            traceId,
            spanId,
            parent,
            sketch.name(),
            sketch.kind(),
            start,
            now,
            sketch.attributes(),
            List.of(),
            List.of(),
            status,
            text));
  }

  private void pass(double nanos) {
    now += (long) nanos + 1;
  }

  private String hex() {
    return HexFormat.of().toHexDigits(ids.nextLong());
  }
}
