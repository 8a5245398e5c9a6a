package io.faultlore.receiver.command;

import io.faultlore.engine.signal.Signal;
import io.faultlore.engine.step.AgentEvent;
import io.faultlore.engine.step.Run;
import io.faultlore.engine.step.StepConfig;
import io.faultlore.engine.step.track.StepTracker;
import io.faultlore.receiver.otlp.CaptureException;
import io.faultlore.receiver.otlp.CapturedBatch;
import io.faultlore.receiver.otlp.CapturedFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code faultlore inspect}: shows how Faultlore reads the agent telemetry of captured files. */
@Command(
    name = "inspect",
    description = "Print the agent steps, hand-offs and runs found in captured OTLP files.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:runs found", "1:no agent telemetry", "2:bad input"},
    mixinStandardHelpOptions = true,
    footer = {"", "Example: faultlore inspect traces.jsonl logs.jsonl"})
public final class InspectCommand implements Callable<Integer> {
  private static final int NOTHING_FOUND = 1;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "OTLP/JSON lines as a Collector's file exporter writes them, also gzipped.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--json", description = "One JSON object a line: steps, edges, run summaries.")
  private boolean json;

  @Option(
      names = "--each",
      description = "Read every argument for itself; without it they belong together.")
  private boolean each;

  @Spec private CommandSpec spec;

  /** The first line that a receiver would have complained of, and why. */
  private String complaint = "";

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the specification
  public InspectCommand() {}

  @Override
  public Integer call() throws CaptureException {
    PrintWriter out = spec.commandLine().getOut();
    int runs = 0;
    complaint = "";
    for (List<Path> capture : each ? paths.stream().map(List::of).toList() : List.of(paths)) {
      for (Run run : read(capture)) {
        out.print(json ? RunJson.lines(run) : RunText.of(run));
        runs++;
      }
      out.flush();
    }
    if (runs == 0) {
      spec.commandLine()
          .getErr()
          .println("faultlore: no agent telemetry found in %s%s".formatted(paths, complaint));
      return NOTHING_FOUND;
    }
    return 0;
  }

  /** Time does not pass while a capture is read, so every run is seen whole. */
  private List<Run> read(List<Path> capture) throws CaptureException {
    StepTracker tracker = new StepTracker(StepConfig.defaults());
    List<Run> runs = new ArrayList<>();
    try (CapturedFiles files = CapturedFiles.open(capture)) {
      for (Optional<CapturedBatch> next = files.next(); next.isPresent(); next = files.next()) {
        if (complaint.isEmpty() && !next.get().decoded().message().isEmpty()) {
          complaint = "; " + next.get().place() + ": " + next.get().decoded().message();
        }
        for (Signal signal : next.get().decoded().signals()) {
          collect(tracker.accept(signal), runs);
        }
      }
    }
    collect(tracker.flush(), runs);
    return runs;
  }

  private static void collect(List<AgentEvent> events, List<Run> runs) {
    for (AgentEvent event : events) {
      if (event instanceof AgentEvent.RunEnded(Run run)) {
        runs.add(run);
      }
    }
  }
}
