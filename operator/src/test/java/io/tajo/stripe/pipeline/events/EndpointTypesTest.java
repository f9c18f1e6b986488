package io.tajo.stripe.pipeline.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.stripe.WebhookEndpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointTypesTest {
  private static final Set<SyncResource> ALL = EnumSet.allOf(SyncResource.class);

  @Test
  void everythingThatIsForwardedOrChangesTheLedgerIsSentAndNothingElse() {
    Set<String> types = EndpointTypes.of(rules(ALL, List.of(), List.of()));

    assertThat(types)
        .containsAll(EventRules.STANDARD)
        .contains("charge.succeeded", "refund.failed", "price.updated", "coupon.deleted")
        .doesNotContain("invoice.sent", "payment_intent.created", "payout.paid", "*");
    assertThat(WebhookEndpoints.TYPES).containsAll(types);
  }

  @Test
  void whatIsNotSyncedIsNotSent() {
    Set<String> types =
        EndpointTypes.of(
            rules(EnumSet.of(SyncResource.CUSTOMERS), List.of("invoice.*"), List.of()));

    assertThat(types).containsExactly("customer.created", "customer.deleted", "customer.updated");
  }

  @Test
  void whatIsNotForwardedIsSentOnlyWhereTheLedgerNeedsIt() {
    Set<String> types =
        EndpointTypes.of(rules(ALL, List.of(), List.of("payment_intent.*", "invoice.*")));

    assertThat(types)
        .contains("invoice.paid", "invoice.upcoming")
        .doesNotContain("payment_intent.succeeded", "invoice.overdue");
  }

  @Test
  void patternsAreTakenForTheTypesThatStripeHas() {
    EventRules rules =
        rules(ALL, List.of("payout.*", "invoice.sent", "invoice.snet", "nothing.*"), List.of());

    assertThat(EndpointTypes.of(rules))
        .contains("payout.paid", "payout.failed", "invoice.sent")
        .doesNotContain("payout.*", "invoice.snet");
    assertThat(EndpointTypes.unknown(rules)).containsExactly("invoice.snet", "nothing.*");
  }

  private static EventRules rules(
      Set<SyncResource> resources, List<String> include, List<String> exclude) {
    return new EventRules(
        false,
        null,
        true,
        resources,
        "stripe_",
        include,
        exclude,
        Duration.ofHours(24),
        Instant.EPOCH,
        false,
        null);
  }
}
