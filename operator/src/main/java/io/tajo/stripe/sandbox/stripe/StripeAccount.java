package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A simulated Stripe account: what the seed gives, and what was changed since. Objects are Stripe's
 * JSON with every field, those that answers leave out unless expanded too. Safe for many threads.
 */
public final class StripeAccount {
  private static final long FIRST_NEW = 300_000_000_000L;

  private final StripeOptions options;
  private final InstantSource clock;
  private final World world;
  private final Map<Resource, Table> tables;
  private final Generated generated;
  private final AtomicLong nextNew = new AtomicLong(FIRST_NEW);
  private final EventLog events = new EventLog(this);
  private @Nullable Counts seeded;

  public StripeAccount(StripeOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.generated = Generated.of(options);
    this.world = generated.world();
    this.tables = generated.tables();
  }

  /** Its id. */
  public String id() {
    return options.account();
  }

  /** Whether it is a live account. */
  public boolean livemode() {
    return options.livemode();
  }

  /** The present, in epoch seconds. */
  public long now() {
    return clock.instant().getEpochSecond();
  }

  /** What happened in it. */
  public EventLog events() {
    return events;
  }

  /** A copy of an object as webhooks have it: ids in place of what could be expanded. */
  public ObjectNode collapsed(ObjectNode object) {
    Resource resource = Resource.ofObject(object.path("object").asText());
    return Expansion.NONE.show(object, resource, this).deepCopy();
  }

  /** An object as it is now, to look at or to change and {@link #put}; a deleted customer's too. */
  public Optional<ObjectNode> find(Resource resource, String id) {
    return table(resource).retrieve(id).map(ObjectNode::deepCopy);
  }

  /** All objects that the resource's list shows with these filters, newest first. */
  public Stream<ObjectNode> all(Resource resource, Map<String, List<String>> filters) {
    var objects = table(resource).objects(Listing.all(resource, Integer.MAX_VALUE, filters));
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(objects, 0), false)
        .map(ObjectNode::deepCopy);
  }

  /**
   * Adds an object or replaces the one with its id; {@code object} and {@code id} say which. A
   * subscription's items are put with it.
   */
  public synchronized void put(ObjectNode object) {
    ObjectNode own = object.deepCopy();
    Resource resource = Resource.ofObject(own.path("object").asText());
    if (resource == Resource.SUBSCRIPTIONS) {
      own.path("items").path("data").forEach(item -> put((ObjectNode) item));
    }
    table(resource).put(own);
  }

  /** Changes one object; what lists and expansions show follows. */
  public synchronized ObjectNode change(Resource resource, String id, Consumer<ObjectNode> change) {
    ObjectNode object =
        find(resource, id)
            .orElseThrow(() -> new IllegalArgumentException("no " + resource + ": " + id));
    change.accept(object);
    put(object);
    return object;
  }

  /** Deletes an object; a customer's subscriptions are canceled and it can still be retrieved. */
  public synchronized void delete(Resource resource, String id) {
    if (resource != Resource.CUSTOMERS) {
      table(resource).delete(id);
      return;
    }
    long now = now();
    long created = find(resource, id).map(c -> c.path("created").longValue()).orElse(now);
    all(Resource.SUBSCRIPTIONS, Map.of("customer", List.of(id)))
        .filter(subscription -> !subscription.path("ended_at").isNumber())
        .forEach(subscription ->
            put(
                subscription
                    .put("status", "canceled")
                    .put("ended_at", now)
                    .put("canceled_at", now)));
    put(Customers.tombstone(id).put("created", created));
  }

  /** A charge that succeeds now, with its balance transaction. Minor units. */
  public synchronized ObjectNode charge(@Nullable String customer, long amount, String currency) {
    ObjectNode charge = Charges.template();
    String serial = newSerial();
    ObjectNode transaction =
        Settlements.transaction("txn_1" + serial, amount, currency, 1)
            .put("created", now())
            .put("source", "ch_" + serial);
    charge.put("id", "ch_" + serial).put("amount", amount).put("amount_captured", amount);
    charge.put("balance_transaction", "txn_1" + serial).put("created", now());
    charge.put("currency", currency).put("customer", customer);
    charge.put("livemode", options.livemode());
    put(transaction);
    put(charge);
    return charge;
  }

  /** Gives a part of a charge back now. Minor units. */
  public synchronized ObjectNode refund(String charge, long amount) {
    ObjectNode changed =
        change(
            Resource.CHARGES,
            charge,
            c -> {
              long refunded = c.path("amount_refunded").longValue() + amount;
              c.put("amount_refunded", refunded);
              c.put("refunded", refunded == c.path("amount").longValue());
            });
    String serial = newSerial();
    String currency = changed.path("currency").textValue();
    put(
        Settlements.transaction("txn_2" + serial, amount, currency, -1)
            .put("created", now())
            .put("reporting_category", "refund")
            .put("source", "re_" + serial)
            .put("type", "refund"));
    ObjectNode refund = Refunds.template().put("id", "re_" + serial).put("amount", amount);
    refund.put("balance_transaction", "txn_2" + serial).put("charge", charge);
    refund.put("created", now()).put("currency", currency);
    put(refund);
    return refund;
  }

  /** What a full sync must report now. */
  public synchronized Counts counts() {
    Counts counts = seeded == null ? generated.counts() : seeded;
    seeded = counts;
    for (Resource resource : Resource.values()) {
      Table table = table(resource);
      for (var changed : table.changes().entrySet()) {
        counts = without(counts, resource, changed.getKey());
        if (shown(resource, changed.getValue())) {
          counts = counts.plus(resource, changed.getValue(), 1);
        }
      }
      for (String id : table.deletions()) {
        counts = without(counts, resource, id);
      }
    }
    return counts;
  }

  private Counts without(Counts counts, Resource resource, String id) {
    return table(resource)
        .original(id)
        .filter(original -> shown(resource, original))
        .map(original -> counts.plus(resource, original, -1))
        .orElse(counts);
  }

  private static boolean shown(Resource resource, ObjectNode object) {
    boolean active = object.path("active").asBoolean(true);
    Map<String, List<String>> every =
        Map.of("status", List.of("all"), "active", List.of(Boolean.toString(active)));
    return resource == Resource.INVOICES
        ? !object.path("test_clock").isTextual()
        : resource == Resource.CHECKOUT_SESSIONS || Listing.all(resource, 1, every).wants(object);
  }

  /** An id's part after the prefix that no object has yet. */
  public String newSerial() {
    return world.serials().of(nextNew.getAndIncrement());
  }

  StripeOptions options() {
    return options;
  }

  Listing.Page page(Listing listing) {
    return table(listing.resource()).page(listing);
  }

  Optional<ObjectNode> retrieve(Resource resource, String id) {
    return table(resource).retrieve(id);
  }

  Optional<ObjectNode> resolve(Resource resource, String id) {
    return table(resource).resolve(id);
  }

  Optional<ObjectNode> changed(Resource resource, String id) {
    return table(resource).changed(id);
  }

  /** The value of a field that answers leave out unless asked for. */
  JsonNode included(ObjectNode owner, String field, @Nullable Resource resource) {
    String id = owner.path("id").asText();
    if (resource == Resource.CHARGES && field.equals("refunds")) {
      return nested(Resource.REFUNDS, "charge", id, "/v1/charges/" + id + "/refunds");
    }
    if (resource == Resource.CUSTOMERS && field.equals("subscriptions")) {
      return nested(
          Resource.SUBSCRIPTIONS, "customer", id, "/v1/customers/" + id + "/subscriptions");
    }
    if (resource == Resource.INVOICES && field.equals("payments")) {
      return nested(Resource.INVOICE_PAYMENTS, "invoice", id, "/v1/invoices/" + id + "/payments");
    }
    JsonNode own = owner.path(field);
    return own.isMissingNode() ? NullNode.getInstance() : own;
  }

  private ObjectNode nested(Resource resource, String filter, String id, String url) {
    Listing.Page page = page(Listing.all(resource, 10, Map.of(filter, List.of(id))));
    return Json.list(url, page.objects(), page.hasMore());
  }

  private Table table(Resource resource) {
    Table table = tables.get(resource);
    if (table == null) {
      throw new IllegalStateException("no table: " + resource);
    }
    return table;
  }
}
