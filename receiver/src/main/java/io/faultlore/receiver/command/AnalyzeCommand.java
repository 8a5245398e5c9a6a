package io.faultlore.receiver.command;

import io.faultlore.receiver.analyze.Analysis;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code faultlore analyze}: what failed in captured telemetry. */
@Command(
    name = "analyze",
    description = "Reads captured OTLP files offline and prints what failed, where and why.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing found", "1:failures found", "2:bad input"},
    mixinStandardHelpOptions = true)
public final class AnalyzeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "OTLP/JSON lines as the Collector's file exporter writes them, also as .gz.")
  private List<Path> inputs = List.of();

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Analysis analysis = Analysis.of(inputs);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? analysis.json() : analysis.text());
    out.flush();
    return analysis.foundFailures() ? 1 : 0;
  }
}
