package io.faultlore.receiver.command;

import io.faultlore.engine.Engine;
import io.faultlore.receiver.evaluate.Evaluator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code faultlore evaluate}: replays a labelled data set and writes findings to be scored. */
@Command(
    name = "evaluate",
    description =
        "Replays a captured data set through the serving engine in simulated time and writes what"
            + " it found, for scoring. Labels (labels.jsonl) come in only as a user's feedback"
            + " would, under the protocol's rules. How full each bound was at most, and what was late or"
            + " dropped, goes to standard error.",
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A data set: captured OTLP files and labels.jsonl.")
  private Path input = Path.of(".");

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "Findings file.")
  private Path out = Path.of("findings.jsonl");

  @Option(
      names = "--protocol",
      defaultValue = "loo",
      description =
          "Which labels a question may not see: loo (its own case), loso (its service),"
              + " kfold:K, or prequential (later ones). Default: ${DEFAULT-VALUE}.")
  private String protocol = "loo";

  @Option(names = "--seed", defaultValue = "0", description = "Same seed, same findings.")
  private long seed;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Engine.Usage usage = Evaluator.evaluate(input, out, protocol, seed, Version.current());
    PrintWriter err = spec.commandLine().getErr();
    usage.filled().forEach((bound, share) -> err.printf("fill %s %.3f%n", bound, share));
    usage
        .dropped()
        .forEach(
            (drop, n) -> {
              if (n > 0) {
                err.printf("dropped %s %s %d%n", drop.pipeline(), drop.reason(), n);
              }
            });
    usage.late().forEach((line, n) -> err.printf("late %s %d%n", line, n));
    err.flush();
    return 0;
  }
}
