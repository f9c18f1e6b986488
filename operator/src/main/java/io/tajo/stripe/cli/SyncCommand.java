package io.tajo.stripe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One run, then the end. */
@Command(
    name = "sync",
    description =
        "Reads everything from Stripe once, or with --incremental what its events tell, and writes"
            + " what differs to Brevo.",
    mixinStandardHelpOptions = true)
final class SyncCommand implements Callable<Integer> {
  @Mixin private final ManifestOptions manifest = new ManifestOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final RunOptions run = new RunOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  SyncCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    return new Runner(environment, output)
        .once(database.connector(environment, spec, manifest), run.request());
  }
}
