package io.tajo.stripe.controller.connector;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.tajo.stripe.api.StripeConnector;

/** Answers of Stripe and Brevo; those about a connector that is gone are forgotten. */
final class Answers extends SimpleInboundEventSource<StripeConnector>
    implements ResourceEventAware<StripeConnector> {
  private final ConnectorServices services;

  Answers(ConnectorServices services) {
    super("answers");
    this.services = services;
    services.tests().onAnswer(this::propagateEvent);
    services.endpoints().onChange(this::propagateEvent);
  }

  @Override
  public void onResourceDeleted(StripeConnector connector) {
    services.tests().forget(ResourceID.fromResource(connector));
  }
}
