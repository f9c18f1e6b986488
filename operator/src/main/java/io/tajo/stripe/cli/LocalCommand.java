package io.tajo.stripe.cli;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.pipeline.Database;
import io.tajo.stripe.receiver.ReceiverSettings;
import java.nio.file.Path;
import java.util.Optional;
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
    description =
        "Runs a connector without Kubernetes: a full sync now, then webhooks as they come and runs"
            + " on the manifest's schedule.",
    mixinStandardHelpOptions = true)
final class LocalCommand implements Callable<Integer> {
  @Mixin private final ManifestOptions manifest = new ManifestOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final RunOptions run = new RunOptions();
  @Mixin private final ReceptionOptions reception = new ReceptionOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--once",
      description = "Stop after the first run, without webhooks; a dry run always does.")
  private boolean once;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  LocalCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    LocatedConnector located = database.connector(environment, spec, manifest);
    Manifest connector = located.manifest();
    ReceiverSettings receiver = ReceiverCommand.settings(reception, connector, spec);
    Runner runner = new Runner(environment, output);
    if (once || run.dryRun()) {
      return runner.once(located, run.request());
    }
    Webhooks webhooks =
        connector.spec().effective().managesEndpoint()
            ? Webhooks.managed(environment, receiver, secretsDirectory(located))
            : new Webhooks(
                environment,
                receiver,
                ReceiverCommand.secrets(environment, manifest, reception, connector),
                Optional.empty());
    return runner.forEver(located, run.request(), webhooks);
  }

  private Path secretsDirectory(LocatedConnector located) {
    if (!reception.secrets().isEmpty()) {
      return reception.secrets().getFirst();
    }
    if (located.database() instanceof Database.Embedded(Path directory)) {
      return directory
          .resolve("signing-secrets")
          .resolve(located.manifest().namespace() + "." + located.manifest().name());
    }
    throw new ParameterException(
        spec.commandLine(),
        "the endpoint is Managed: say with --signing-secrets DIR where its signing secret is kept");
  }
}
