package io.tajo.stripe.cli;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.ConnectorSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The connection test. */
@Command(
    name = "test",
    description = "Tests keys, permissions, lists and attributes; writes nothing.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  @Mixin private final ManifestOptions manifest = new ManifestOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  TestCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    ProcessSettings process = ProcessSettings.of(environment.variables(), spec);
    Manifest read = manifest.read(environment);
    ConnectorSettings settings = process.connector(read, database.database(read));
    List<Check> checks;
    try (Connector connector = environment.connectors().open(settings)) {
      checks = output.watch(environment, connector::test);
    }
    boolean good = checks.stream().noneMatch(check -> check.status() == CheckStatus.FAILED);
    if (output.json()) {
      OutputOptions.json(
          environment.out(),
          StripeConnectorStatus.builder().connected(good).checks(checks).build(),
          Optional.empty());
    } else {
      checks.forEach(check -> environment.out().println(Text.withoutKeys(Summary.check(check))));
    }
    return good ? Main.OK : Main.FAILED;
  }
}
