package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.MetadataKeys;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** The tests of a connector's two accounts. They need no ledger. */
final class AccountTests {
  private final Plan plan;
  private final Stripe stripe;
  private final Brevo brevo;
  private final Mapping mapping;
  private final EndpointCheck endpoint;

  AccountTests(Plan plan, Stripe stripe, Brevo brevo) {
    this.plan = plan;
    this.stripe = stripe;
    this.brevo = brevo;
    // The metadata keys of the default mapping are in the ledger alone.
    this.mapping = plan.mapping(MetadataKeys.NONE);
    // Which types are sent does not depend on the connector's first start.
    this.endpoint = new EndpointCheck(plan, plan.events(Instant.EPOCH));
  }

  /** Whether everything is in place, line by line. */
  Checks connections(Progress progress) {
    progress.phase("Checking both accounts");
    Checks checks = new Checks();
    Set<Resource> resources = EnumSet.copyOf(plan.resources());
    if (resources.contains(Resource.CHARGES)) {
      resources.add(Resource.BALANCE_TRANSACTIONS);
      resources.add(Resource.PAYMENT_INTENTS);
    }
    resources.add(Resource.EVENTS);
    checks.stripe(stripe, resources);
    checks.endpoint(stripe, endpoint);
    if (checks.brevo(brevo) != null) {
      BrevoSetup setup = new BrevoSetup(brevo);
      checks.lists(setup, plan.lists());
      try {
        checks.attributes(mapping, setup.attributes(), plan.createsAttributes());
      } catch (BrevoFailure failure) {
        checks.attributesUnread(failure);
      }
    }
    return checks;
  }

  /** Follows a customer through the connector. */
  void endToEnd(
      EndToEndRequest request,
      Consumer<Check> steps,
      InstantSource clock,
      Settlement.Waiting waiting)
      throws InterruptedException {
    EndToEnd.Tools tools = new EndToEnd.Tools(clock, waiting, new EventTrace(stripe, endpoint));
    try {
      new EndToEnd(stripe, brevo, plan, mapping, tools, request, steps).run();
    } catch (CancellationException stopped) {
      // Calls that an interrupt broke end so.
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException().initCause(stopped);
    }
  }
}
