package io.faultlore.receiver;

import io.faultlore.receiver.command.AnalyzeCommand;
import io.faultlore.receiver.command.ConfigCommand;
import io.faultlore.receiver.command.DemoCommand;
import io.faultlore.receiver.command.ErrorLine;
import io.faultlore.receiver.command.EvaluateCommand;
import io.faultlore.receiver.command.InspectCommand;
import io.faultlore.receiver.command.ReplayCommand;
import io.faultlore.receiver.command.ServeCommand;
import io.faultlore.receiver.command.Version;
import io.faultlore.receiver.command.VersionCommand;
import io.faultlore.receiver.command.WorldCommand;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "faultlore",
    description = "The failure memory for OpenTelemetry.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    scope = CommandLine.ScopeType.INHERIT,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and something to report: failures found, or records not delivered",
      "2:bad input, usage or configuration"
    },
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      WorldCommand.class,
      ReplayCommand.class,
      AnalyzeCommand.class,
      EvaluateCommand.class,
      InspectCommand.class,
      ConfigCommand.class,
      VersionCommand.class,
      GenerateCompletion.class
    })
public final class Main {
  /** Kept here, because a logger that nobody holds forgets its level. */
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  private Main() {}

  public static void main(String[] args) {
    // It asks for the incubating vector module at every start; see RATIONALE.md.
    LUCENE.setLevel(Level.SEVERE);
    System.exit(commandLine().execute(args));
  }

  /** The whole command line, for tests as well. */
  static CommandLine commandLine() {
    ErrorLine errors = new ErrorLine();
    return new CommandLine(new Main())
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }
}
