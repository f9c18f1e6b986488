package io.tajo.stripe.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import io.tajo.stripe.sandbox.stripe.life.StripeLife;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Bodies of webhooks as Stripe sends them, 2 to 4 KB in the pinned version, each with an id of its
 * own: events of customers, charges, subscriptions and invoices by turns.
 */
final class SampleEvents implements WebhookLoad.Events {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int KINDS = 4;
  private static final int OF_EACH = 16;

  /** What stands before the id, and after it. */
  private record Template(String before, String after) {}

  private final String prefix;
  private final List<Template> templates = new ArrayList<>();

  /**
   * Events of a live account.
   *
   * @param prefix of their ids, {@code evt_…}; the number follows
   */
  SampleEvents(String prefix) {
    this.prefix = prefix;
    StripeAccount account = new StripeAccount(Trial.live(100, 1), InstantSource.system());
    List<ObjectNode> events = new ArrayList<>();
    account.events().listen(events::add);
    live(account);
    events.stream().map(SampleEvents::template).forEach(templates::add);
    if (templates.size() < KINDS * OF_EACH) {
      throw new IllegalStateException("too few events: " + templates.size());
    }
  }

  private static void live(StripeAccount account) {
    StripeLife life = StripeLife.in(account);
    List<String> customers = ids(account, Resource.CUSTOMERS, Map.of());
    List<String> subscriptions =
        ids(account, Resource.SUBSCRIPTIONS, Map.of("status", List.of("active")));
    for (int i = 0; i < OF_EACH; i++) {
      String customer = customers.get(i);
      life.people().name(customer, "Person " + i);
      life.payments().succeed(customer, 1_000 + i, "eur");
      life.invoices().draft(customer, 1_000 + i, "eur");
      life.subscriptions().quantity(subscriptions.get(i % subscriptions.size()), 11 + i);
    }
  }

  private static List<String> ids(
      StripeAccount account, Resource resource, Map<String, List<String>> filters) {
    return account.all(resource, filters).map(object -> object.path("id").asText()).toList();
  }

  private static Template template(ObjectNode event) {
    String id = event.path("id").asText();
    try {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(event);
      int at = text.indexOf(id);
      return new Template(text.substring(0, at), text.substring(at + id.length()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The id of the event of a number. */
  static String id(String prefix, int number) {
    return "%s%08d".formatted(prefix, number);
  }

  @Override
  public String body(int number) {
    Template template = templates.get(number % templates.size());
    return template.before() + id(prefix, number) + template.after();
  }
}
