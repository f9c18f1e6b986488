package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The {@code invoice.upcoming} events of the last 30 days, one a running subscription: the only
 * place where Stripe says what will be due.
 */
final class UpcomingInvoices implements Sequence {
  /** How long Stripe keeps events. */
  static final long KEPT = Duration.ofDays(30).toSeconds();

  private static final String PREFIX = "evt_";
  private static final long AHEAD = Duration.ofDays(7).toSeconds();

  private final World world;
  private final Subscriptions subscriptions;

  UpcomingInvoices(World world, Subscriptions subscriptions) {
    this.world = world;
    this.subscriptions = subscriptions;
  }

  @Override
  public long size() {
    return subscriptions.size();
  }

  @Override
  public long created(long index) {
    return world.asOf() - KEPT + (long) ((index + 0.5) / size() * (KEPT - 3_600));
  }

  @Override
  public String id(long index) {
    return PREFIX + world.serials().of(index);
  }

  @Override
  public long indexOf(String id) {
    long index = world.serials().indexOf(id, PREFIX);
    return index < size() ? index : -1;
  }

  @Override
  public @Nullable ObjectNode object(long index) {
    if (!subscriptions.status(index).equals("active") || subscriptions.testClock(index) != null) {
      return null;
    }
    String currency = subscriptions.currency(index);
    long due = Money.fromCents(900L + world.dice().below(Trait.AMOUNT, index, 9_000), currency);
    ObjectNode details = Json.object().put("subscription", subscriptions.id(index));
    ObjectNode parent = Json.object().put("type", "subscription_details");
    parent.set("subscription_details", details);
    ObjectNode invoice = Json.object().put("id", "upcoming_in_" + world.serials().of(index));
    invoice.put("object", "invoice").put("amount_due", due).put("amount_remaining", due);
    invoice.put("currency", currency).put("customer", subscriptions.customerId(index));
    invoice.put("created", created(index)).put("livemode", world.livemode());
    invoice.put("next_payment_attempt", index % 4 == 0 ? null : created(index) + AHEAD + 3_600);
    invoice.put("period_end", created(index) + AHEAD).put("status", "draft").set("parent", parent);
    return event(world, id(index), created(index), "invoice.upcoming", invoice);
  }

  /** An event with this object as its payload. */
  static ObjectNode event(World world, String id, long created, String type, ObjectNode object) {
    ObjectNode event = Json.object().put("id", id).put("object", "event");
    event.put("api_version", StripeOptions.API_VERSION).put("created", created);
    event.set("data", Json.object().set("object", object));
    event.put("livemode", world.livemode()).put("pending_webhooks", 0);
    event.set("request", Json.object().putNull("id").putNull("idempotency_key"));
    return event.put("type", type);
  }
}
