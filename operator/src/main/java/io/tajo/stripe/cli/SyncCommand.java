package io.tajo.stripe.cli;

import io.tajo.stripe.pipeline.RunRequest;
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
  @Mixin private final TellingOptions telling = new TellingOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  SyncCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    RunWatch watch = new RunWatch();
    try {
      RunRequest request = run.request();
      if (telling.isPod()) {
        output.hidePersonal();
      }
      LocatedConnector located = database.connector(environment, spec, manifest);
      try (TellingOptions.Open _ = telling.open(environment, located, watch)) {
        return new Runner(environment, output, watch).once(located, request);
      }
    } catch (Exception e) {
      Ending ending = Ending.of(e);
      watch.ended(ending.outcome(), ending.message());
      throw e;
    } finally {
      telling.end(environment, watch);
    }
  }
}
