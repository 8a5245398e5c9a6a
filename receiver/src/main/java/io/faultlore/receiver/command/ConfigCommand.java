package io.faultlore.receiver.command;

import io.faultlore.receiver.config.ConfigException;
import io.faultlore.receiver.config.FaultloreConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the effective configuration. */
@Command(
    name = "config",
    description = "Print every setting with its effective value, as YAML for faultlore.yaml.")
public final class ConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws ConfigException {
    FaultloreConfig config = FaultloreConfig.load(Path.of(""), System.getenv());
    spec.commandLine().getOut().print(config.toYaml());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
