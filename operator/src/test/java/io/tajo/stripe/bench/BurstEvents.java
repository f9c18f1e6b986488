package io.tajo.stripe.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.life.StripeLife;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What happens to many customers at once, and the events that tell of it, two a customer: a new
 * name, and a payment, an invoice or another quantity of a subscription. One in a hundred customers
 * has a payment intent instead, whose charge must be read.
 */
final class BurstEvents {
  private static final int WITH_A_READ = 100;
  private static final int MOST_ITEMS = 10;

  private final StripeLife life;
  private final List<ObjectNode> events = new ArrayList<>();
  private final Map<String, String> subscriptions = new HashMap<>();
  private Set<String> wanted = Set.of();

  BurstEvents(Sandbox sandbox) {
    this.life = sandbox.life();
    sandbox
        .stripe()
        .all(Resource.SUBSCRIPTIONS, Map.of("status", List.of("active")))
        .filter(BurstEvents::isWhole)
        .filter(one -> isPaid(sandbox, one.path("latest_invoice").asText()))
        .forEach(subscription ->
            subscriptions.put(
                subscription.path("customer").asText(), subscription.path("id").asText()));
    sandbox.stripe().events().listen(this::happened);
  }

  /** Webhooks show discounts by their ids, and ten items: what has more is read. */
  private static boolean isWhole(ObjectNode subscription) {
    JsonNode items = subscription.path("items");
    return subscription.path("discounts").isEmpty()
        && items.path("data").size() <= MOST_ITEMS
        && StreamSupport.stream(items.path("data").spliterator(), false)
            .allMatch(item -> item.path("discounts").isEmpty());
  }

  /**
   * The last invoice of a subscription is read with it, unless nothing can become of it any more.
   */
  private static boolean isPaid(Sandbox sandbox, String invoice) {
    return sandbox
        .stripe()
        .find(Resource.INVOICES, invoice)
        .filter(found -> found.path("status").asText().equals("paid"))
        .isPresent();
  }

  private void happened(ObjectNode event) {
    if (wanted.contains(event.path("type").asText())) {
      events.add(event);
    }
  }

  /** Lets it happen to each of the customers, and gives the bodies of the webhooks. */
  List<byte[]> of(List<String> customers) {
    for (int i = 0; i < customers.size(); i++) {
      String customer = customers.get(i);
      wanted = Set.of("customer.updated");
      life.people().name(customer, "Changed Name%d".formatted(i));
      second(i, customer);
    }
    wanted = Set.of();
    return events.stream()
        .map(event -> event.toPrettyString().getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private void second(int i, String customer) {
    String subscription = subscriptions.get(customer);
    if (i % WITH_A_READ == 0) {
      wanted = Set.of("payment_intent.succeeded");
      life.payments().succeed(customer, 2_000, "eur");
    } else if (i % 2 == 0 && subscription != null) {
      wanted = Set.of("customer.subscription.updated");
      life.subscriptions().quantity(subscription, 20 + i % 7);
    } else if (i % 3 == 0) {
      wanted = Set.of("invoice.finalized");
      ObjectNode draft = life.invoices().draft(customer, 1_000, "eur");
      life.invoices().finalizeDraft(draft.path("id").asText());
    } else {
      wanted = Set.of("charge.succeeded");
      life.payments().succeed(customer, 1_000 + i, "eur");
    }
  }
}
