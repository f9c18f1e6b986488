package io.tajo.stripe.cli;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.pipeline.EndpointState;
import io.tajo.stripe.pipeline.FileSecretStore;
import io.tajo.stripe.pipeline.ManagedEndpoint;
import io.tajo.stripe.receiver.HealthServer;
import io.tajo.stripe.receiver.ReceiverSettings;
import io.tajo.stripe.receiver.SecretFiles;
import io.tajo.stripe.receiver.SigningSecrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a connector that runs without Kubernetes gets its webhooks.
 *
 * @param secrets empty: none are received
 * @param kept where the signing secrets of the managed endpoint are; empty: it is made by hand
 */
record Webhooks(
    Environment environment,
    ReceiverSettings receiver,
    Optional<SigningSecrets> secrets,
    Optional<Path> kept) {
  /** How often the managed endpoint is looked at. */
  private static final Duration BETWEEN_LOOKS = ManagedEndpoint.OVERLAP.plusMinutes(1);

  /** They are received for as long as this is open. */
  interface Open extends AutoCloseable {
    @Override
    void close();
  }

  /** With an endpoint that the connector keeps itself. */
  static Webhooks managed(Environment environment, ReceiverSettings receiver, Path kept) {
    return new Webhooks(
        environment,
        receiver,
        Optional.of(new SecretFiles(List.of(kept), environment.clock())),
        Optional.of(kept));
  }

  /**
   * Begins.
   *
   * @param status what is told of the connector
   * @throws IOException where a port cannot be had, with what to do
   */
  Open open(LocatedConnector located, Connector connector, Supplier<StripeConnectorStatus> status)
      throws IOException {
    if (secrets.isEmpty()) {
      environment
          .err()
          .println(
              "No webhooks are received: spec.webhook.signingSecrets names no signing secret. Changes"
                  + " arrive with the incremental runs.");
      return health(located, connector, status);
    }
    Reception reception =
        Reception.open(environment, located, connector, receiver, secrets.get(), status);
    ReceiverCommand.announce(environment, reception);
    Optional<Thread> keeper = kept.map(directory -> keeper(connector, directory));
    return () -> {
      keeper.ifPresent(Thread::interrupt);
      reception.close();
    };
  }

  /** Told without webhooks too. */
  private Open health(
      LocatedConnector located, Connector connector, Supplier<StripeConnectorStatus> status)
      throws IOException {
    HealthServer server =
        new HealthServer(
            receiver.host(),
            receiver.healthPort(),
            located.meters().health(connector::isReady, status));
    Listening.start(server, receiver.host(), environment);
    return server::close;
  }

  private static EndpointState kept(ManagedEndpoint endpoint) {
    try {
      return endpoint.keep();
    } catch (RuntimeException e) {
      return new EndpointState.Problem(Text.oneLine(e));
    }
  }

  /** Keeps the endpoint, now and from time to time, and tells what has changed. */
  private Thread keeper(Connector connector, Path directory) {
    ManagedEndpoint endpoint = connector.endpoint(Optional.empty(), new FileSecretStore(directory));
    return Thread.ofVirtual()
        .name("endpoint")
        .start(() -> {
          EndpointState before = null;
          while (!Thread.currentThread().isInterrupted()) {
            EndpointState state = kept(endpoint);
            if (Thread.currentThread().isInterrupted()) {
              return; // What was cut short is no problem to tell of.
            }
            if (!state.equals(before)) {
              EndpointCommand.report(environment, state);
              before = state;
            }
            try {
              Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
              return;
            }
          }
        });
  }
}
