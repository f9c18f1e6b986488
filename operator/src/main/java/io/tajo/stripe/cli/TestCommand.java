package io.tajo.stripe.cli;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.EndToEndRequest;
import java.util.ArrayList;
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
    description =
        "Tests keys, permissions, the webhook endpoint, lists and attributes; writes nothing, unless"
            + " --end-to-end is given.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  @Mixin private final ManifestOptions manifest = new ManifestOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final EndToEndOptions endToEnd = new EndToEndOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  TestCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Optional<EndToEndRequest> customer = endToEnd.request(spec);
    LocatedConnector located = database.connector(environment, spec, manifest);
    if (customer.isPresent() && located.manifest().secrets().live()) {
      environment.err().println(EndToEndOptions.LIVE_KEY);
      return Main.REFUSED;
    }
    List<Check> checks = new ArrayList<>();
    boolean complete = false;
    try (Connector connector = located.open(environment)) {
      output.watch(environment, connector::test).forEach(check -> tell(checks, check));
      if (customer.isPresent()) {
        environment.err().println(EndToEndOptions.WAITING);
        connector.endToEnd(customer.get(), check -> tell(checks, check));
      }
      complete = true;
    } finally {
      boolean good = complete && isGood(checks);
      if (output.json() && (complete || !checks.isEmpty())) {
        OutputOptions.json(
            environment.out(),
            StripeConnectorStatus.builder().connected(good).checks(checks).build(),
            Optional.empty());
      }
    }
    return isGood(checks) ? Main.OK : Main.FAILED;
  }

  private static boolean isGood(List<Check> checks) {
    return checks.stream().noneMatch(check -> check.status() == CheckStatus.FAILED);
  }

  private void tell(List<Check> checks, Check check) {
    checks.add(check);
    if (!output.json()) {
      environment.out().println(Text.withoutKeys(Summary.check(check)));
    }
  }
}
