package io.tajo.stripe.cli;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.pipeline.ConnectorSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A connector's whole life without Kubernetes. */
@Command(
    name = "local",
    description = "Runs a connector without Kubernetes: a full sync now, then on its schedule.",
    mixinStandardHelpOptions = true)
final class LocalCommand implements Callable<Integer> {
  @Mixin private final ManifestOptions manifest = new ManifestOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final RunOptions run = new RunOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(names = "--once", description = "Stop after the first run; a dry run always does.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Where webhooks will be received (not yet: this version receives none).")
  private int port;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  LocalCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65535) {
      throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535");
    }
    ProcessSettings process = ProcessSettings.of(environment.variables(), spec);
    Manifest connector = manifest.read(environment);
    ConnectorSettings settings = process.connector(connector, database.database(connector));
    Runner runner = new Runner(environment, output);
    return once || run.dryRun()
        ? runner.once(settings, run.request())
        : runner.forEver(settings, run.request());
  }
}
