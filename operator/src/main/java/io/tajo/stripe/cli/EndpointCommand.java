package io.tajo.stripe.cli;

import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.EndpointState;
import io.tajo.stripe.pipeline.FileSecretStore;
import io.tajo.stripe.pipeline.ManagedEndpoint;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes, mends or removes the webhook endpoint in Stripe of a connector that manages it. */
@Command(
    name = "endpoint",
    description =
        "Makes the connector's webhook endpoint in Stripe, or brings it up to date, and keeps its"
            + " signing secret where receivers read it. For registration: Managed.",
    mixinStandardHelpOptions = true)
final class EndpointCommand implements Callable<Integer> {
  @Mixin private final ManifestOptions manifest = new ManifestOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--signing-secrets",
      paramLabel = "DIR",
      required = true,
      description = "Directory for the signing secrets; receivers take the same one.")
  private @Nullable Path secrets;

  @Option(names = "--remove", description = "Remove it from Stripe, and the secrets.")
  private boolean remove;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  EndpointCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    LocatedConnector located = database.connector(environment, spec, manifest);
    if (!remove && !located.manifest().spec().effective().managesEndpoint()) {
      throw new ParameterException(
          spec.commandLine(),
          "spec.webhook.registration is Manual: the endpoint is made by hand; `stripe-connector test`"
              + " says which");
    }
    try (Connector connector = located.open(environment)) {
      ManagedEndpoint endpoint =
          connector.endpoint(
              Optional.empty(), new FileSecretStore(secrets == null ? Path.of("") : secrets));
      EndpointState state = remove ? endpoint.remove() : endpoint.keep();
      int status = report(environment, state);
      if (state instanceof EndpointState.Ready ready && ready.retiring()) {
        environment
            .err()
            .println(
                "The one that it replaces stands beside it for ten minutes: run this again after "
                    + environment
                        .clock()
                        .instant()
                        .plus(ManagedEndpoint.OVERLAP)
                        .plusSeconds(60)
                        .truncatedTo(ChronoUnit.MINUTES)
                    + " to delete that.");
      }
      return status;
    }
  }

  /** Tells how it stands; the exit status. */
  static int report(Environment environment, EndpointState state) {
    return switch (state) {
      case EndpointState.Ready(var id, var url, _) -> {
        environment.err().println("Stripe sends events to " + url + " (" + id + ").");
        yield Main.OK;
      }
      case EndpointState.Removed() -> {
        environment.err().println("The webhook endpoint is removed.");
        yield Main.OK;
      }
      case EndpointState.MissingPermission(_, var message) -> {
        environment.err().println("✗ " + message);
        yield Main.FAILED;
      }
      case EndpointState.Problem(var message) -> {
        environment.err().println("✗ " + Text.withoutKeys(message));
        yield Main.FAILED;
      }
    };
  }
}
