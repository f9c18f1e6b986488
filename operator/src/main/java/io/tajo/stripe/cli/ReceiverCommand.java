package io.tajo.stripe.cli;

import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.Live;
import io.tajo.stripe.receiver.ReceiverSettings;
import io.tajo.stripe.receiver.SecretFiles;
import io.tajo.stripe.receiver.SignatureVerdict;
import io.tajo.stripe.receiver.SigningSecrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Receives one connector's webhooks and works them off, until it is told to stop. */
@Command(
    name = "receiver",
    description =
        "Receives a connector's webhooks and works them off until it is interrupted. Any number may"
            + " run for one connector on one database: all receive, one writes to Brevo.",
    mixinStandardHelpOptions = true)
final class ReceiverCommand implements Callable<Integer> {
  @Mixin private final ManifestOptions manifest = new ManifestOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReceptionOptions reception = new ReceptionOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Environment environment;

  ReceiverCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    LocatedConnector located = database.connector(environment, spec, manifest);
    Manifest connector = located.manifest();
    ReceiverSettings settings = settings(reception, connector, spec);
    SigningSecrets secrets =
        secrets(environment, manifest, reception, connector)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    connector.spec().effective().managesEndpoint()
                        ? "spec.webhook.registration is Managed: say with --signing-secrets in which"
                            + " directory `stripe-connector receiver endpoint` keeps the signing secret"
                        : "there is no signing secret (whsec_...): name the Secret in"
                            + " spec.webhook.signingSecrets, or a file with --signing-secrets"));
    boolean suspended = connector.spec().effective().suspended();
    // What is opened last is closed first: no event comes any more while the last are worked off.
    try (Connector open = located.open(environment);
        Live working = suspended ? Live.IDLE : open.live();
        Reception received =
            Reception.open(environment, located, open, settings, secrets, open::status)) {
      announce(environment, received);
      if (connector.spec().webhook() != null && secrets.current().isEmpty()) {
        environment.err().println(SignatureVerdict.NO_SECRET.message());
      }
      if (suspended) {
        environment
            .err()
            .println("spec.suspend is true: events are stored and wait until it is false.");
      }
      working.await();
    } catch (InterruptedException e) {
      environment.err().println("Stopped.");
    }
    return Main.OK;
  }

  static void announce(Environment environment, Reception received) {
    environment.err().println("Receiving webhooks at " + received.url());
    environment
        .err()
        .println(
            "Health, status and metrics at "
                + received.health()
                + " (/livez, /readyz, /status, /metrics)");
  }

  static ReceiverSettings settings(
      ReceptionOptions options, Manifest manifest, CommandSpec command) {
    try {
      return options.settings(manifest);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * From files, where one may still come; else from the manifest. Empty where there is none, and
   * none can come.
   */
  static Optional<SigningSecrets> secrets(
      Environment environment,
      ManifestOptions manifest,
      ReceptionOptions reception,
      Manifest connector) {
    List<Path> places = new ArrayList<>(manifest.signingSecretFiles(connector));
    places.addAll(reception.secrets());
    if (!places.isEmpty()) {
      return Optional.of(new SecretFiles(places, environment.clock()));
    }
    return connector.secrets().signingSecrets().isEmpty()
        ? Optional.empty()
        : Optional.of(manifest.signingSecrets(environment, connector));
  }
}
