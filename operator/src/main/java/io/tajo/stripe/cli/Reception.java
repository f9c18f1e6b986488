package io.tajo.stripe.cli;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.tajo.stripe.api.ConditionReasons;
import io.tajo.stripe.api.ConditionTypes;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.pipeline.Connector;
import io.tajo.stripe.receiver.DeliveryLog;
import io.tajo.stripe.receiver.Receiver;
import io.tajo.stripe.receiver.ReceiverSettings;
import io.tajo.stripe.receiver.SignatureVerdict;
import io.tajo.stripe.receiver.SigningSecrets;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A receiver that is open, and where it is. */
final class Reception implements AutoCloseable {
  private final Receiver receiver;
  private final ReceiverSettings settings;

  private Reception(Receiver receiver, ReceiverSettings settings) {
    this.receiver = receiver;
    this.settings = settings;
  }

  /**
   * Opens it.
   *
   * @param status what is told of the connector
   * @throws IOException where a port cannot be had, with what to do
   */
  static Reception open(
      Environment environment,
      LocatedConnector located,
      Connector connector,
      ReceiverSettings settings,
      SigningSecrets secrets,
      Supplier<StripeConnectorStatus> status)
      throws IOException {
    Instant began = environment.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    boolean logged = located.manifest().spec().effective().logWebhooks();
    Receiver receiver =
        new Receiver(
            settings,
            secrets,
            connector.intake(),
            located.meters().health(connector::isReady, () -> status(status.get(), secrets, began)),
            logged ? DeliveryLog.lines(environment.clock()) : DeliveryLog.none(),
            environment.clock());
    try {
      receiver.start();
    } catch (IOException e) {
      throw Listening.failure(
          settings.host(), "choose other ports with --port and --health-port", e);
    }
    return new Reception(receiver, settings);
  }

  /** Says besides that webhooks are put off, where nothing can tell Stripe's from others. */
  private static StripeConnectorStatus status(
      StripeConnectorStatus known, SigningSecrets secrets, Instant began) {
    if (!secrets.current().isEmpty()) {
      return known;
    }
    Condition waiting =
        new ConditionBuilder()
            .withType(ConditionTypes.WEBHOOK_READY)
            .withStatus("False")
            .withReason(ConditionReasons.NO_SIGNING_SECRET)
            .withMessage(SignatureVerdict.NO_SECRET.message())
            .withLastTransitionTime(began.toString())
            .build();
    List<Condition> conditions = new ArrayList<>(List.of(waiting));
    if (known.conditions() != null) {
      conditions.addAll(known.conditions());
    }
    return known.toBuilder().conditions(conditions).build();
  }

  /** Where Stripe's webhooks go, as this machine reaches it. */
  String url() {
    return "http://%s:%d%s".formatted(address(), receiver.port(), settings.path());
  }

  /** Where it tells how it is. */
  String health() {
    return "http://%s:%d".formatted(address(), receiver.healthPort());
  }

  private String address() {
    return Listening.address(settings.host());
  }

  @Override
  public void close() {
    receiver.close();
  }
}
