package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account's invoices: a first and perhaps a second one a subscription, and ones by hand for
 * some customers. Each kind is a sequence of its own.
 */
final class Invoices implements Sequence {
  /** What an invoice is for. */
  enum Kind {
    FIRST(1, 0),
    RENEWAL(2, Duration.ofDays(30).toSeconds()),
    BY_HAND(3, Duration.ofDays(3).toSeconds());

    private final int number;
    private final String prefix;
    private final long delay;

    Kind(int number, long delay) {
      this.number = number;
      this.prefix = "in_" + number;
      this.delay = delay;
    }
  }

  private static final List<String> BY_HAND =
      List.of("paid", "open", "draft", "void", "uncollectible", "paid", "open");
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"invoice","account_country":"US","account_name":"Sandbox",
           "account_tax_ids":null,"amount_due":0,"amount_overpaid":0,"amount_paid":0,
           "amount_remaining":0,"amount_shipping":0,"application":null,"attempt_count":0,
           "attempted":false,"auto_advance":false,"automatic_tax":{"disabled_reason":null,
           "enabled":false,"liability":null,"provider":null,"status":null},
           "automatically_finalizes_at":null,"billing_reason":"manual",
           "collection_method":"charge_automatically","created":0,"currency":"usd",
           "custom_fields":null,"customer":null,"customer_account":null,"customer_address":null,
           "customer_email":null,"customer_name":null,"customer_phone":null,
           "customer_shipping":null,"customer_tax_exempt":"none","customer_tax_ids":[],
           "default_payment_method":null,"default_source":null,"default_tax_rates":[],
           "description":null,"discounts":[],"due_date":null,"effective_at":null,
           "ending_balance":null,"footer":null,"from_invoice":null,"hosted_invoice_url":null,
           "invoice_pdf":null,"issuer":{"type":"self"},"last_finalization_error":null,
           "latest_revision":null,"lines":null,"livemode":false,"metadata":{},
           "next_payment_attempt":null,"number":null,"on_behalf_of":null,"parent":null,
           "payment_settings":{"default_mandate":null,"payment_method_options":null,
           "payment_method_types":null},"period_end":0,"period_start":0,
           "post_payment_credit_notes_amount":0,"pre_payment_credit_notes_amount":0,
           "receipt_number":null,"rendering":null,"shipping_cost":null,"shipping_details":null,
           "starting_balance":0,"statement_descriptor":null,"status":"paid",
           "status_transitions":{"finalized_at":null,"marked_uncollectible_at":null,"paid_at":null,
           "voided_at":null},"subtotal":0,"subtotal_excluding_tax":0,"test_clock":null,"total":0,
           "total_discount_amounts":[],"total_excluding_tax":0,"total_pretax_credit_amounts":[],
           "total_taxes":[],"webhooks_delivered_at":null}
          """);

  private final Kind kind;
  private final World world;
  private final Customers customers;
  private final Subscriptions subscriptions;
  private final Subset byHand = new Subset(4, i -> i == 2 ? 1 : 0);
  private final long size;

  private Invoices(Kind kind, World world, Customers customers, Subscriptions subscriptions) {
    this.kind = kind;
    this.world = world;
    this.customers = customers;
    this.subscriptions = subscriptions;
    long all = kind == Kind.BY_HAND ? byHand.size(customers.size()) : subscriptions.size();
    this.size = Sequence.first(all, index -> created(index) > world.asOf());
  }

  static List<Invoices> all(World world, Customers customers, Subscriptions subscriptions) {
    return Stream.of(Kind.values())
        .map(kind -> new Invoices(kind, world, customers, subscriptions))
        .toList();
  }

  /** The id of a subscription's first invoice. */
  static String firstOf(World world, long subscription) {
    return Kind.FIRST.prefix + world.serials().of(subscription);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long created(long index) {
    return (kind == Kind.BY_HAND
            ? customers.created(byHand.owner(index))
            : subscriptions.created(index))
        + kind.delay;
  }

  @Override
  public String id(long index) {
    return kind.prefix + world.serials().of(index);
  }

  @Override
  public long indexOf(String id) {
    long index = world.serials().indexOf(id, kind.prefix);
    return index < size ? index : -1;
  }

  LongStream ofCustomer(String id) {
    if (kind != Kind.BY_HAND) {
      return subscriptions.ofCustomer(id).filter(index -> index < size);
    }
    long customer = customers.indexOf(id);
    return customer < 0
        ? LongStream.empty()
        : LongStream.range(byHand.first(customer), byHand.first(customer + 1))
            .filter(index -> index < size);
  }

  LongStream ofSubscription(String id) {
    long subscription = kind == Kind.BY_HAND ? -1 : subscriptions.indexOf(id);
    return subscription >= 0 && subscription < size
        ? LongStream.of(subscription)
        : LongStream.empty();
  }

  private long customer(long index) {
    return kind == Kind.BY_HAND ? byHand.owner(index) : subscriptions.customer(index);
  }

  private @Nullable String customerId(long index) {
    return kind == Kind.BY_HAND ? customers.id(customer(index)) : subscriptions.customerId(index);
  }

  /** A renewal of a subscription that had ended by then was never made. */
  boolean exists(long index) {
    Long ended = kind == Kind.RENEWAL ? subscriptions.endedAt(index) : null;
    return ended == null || ended >= created(index);
  }

  boolean shown(long index) {
    return exists(index) && customers.testClock(customer(index)) == null;
  }

  private String status(long index) {
    if (kind == Kind.BY_HAND) {
      return BY_HAND.get((int) (index % BY_HAND.size()));
    }
    return switch (subscriptions.status(index)) {
      case "incomplete" -> "open";
      case "incomplete_expired" -> "void";
      case "past_due" -> kind == Kind.RENEWAL ? "open" : "paid";
      case "unpaid" -> kind == Kind.RENEWAL ? "uncollectible" : "paid";
      default -> "paid";
    };
  }

  @Override
  public @Nullable ObjectNode object(long index) {
    if (!exists(index)) {
      return null;
    }
    ObjectNode invoice = Json.copy(TEMPLATE);
    invoice.put("id", id(index)).put("livemode", world.livemode());
    invoice.put("created", created(index)).put("period_end", created(index));
    invoice.put("period_start", created(index)).put("currency", currency(index));
    invoice
        .put("customer", customerId(index))
        .put("test_clock", customers.testClock(customer(index)));
    if (customerId(index) == null) {
      invoice.put("customer_account", "acct_1Customer" + index);
    }
    invoice.put("customer_email", customers.email(customer(index)));
    invoice.put("customer_name", customers.name(customer(index)));
    amounts(invoice, index, status(index));
    if (kind != Kind.BY_HAND) {
      invoice.put(
          "billing_reason", kind == Kind.FIRST ? "subscription_create" : "subscription_cycle");
      ObjectNode details = Json.object().put("subscription", subscriptions.id(index));
      details.set("metadata", Json.object());
      ObjectNode parent = Json.object().putNull("quote_details");
      parent.set("subscription_details", details);
      invoice.set("parent", parent.put("type", "subscription_details"));
    }
    return invoice;
  }

  private String currency(long index) {
    return customers.billedIn(customer(index));
  }

  private void amounts(ObjectNode invoice, long index, String status) {
    String currency = currency(index);
    long cents = 900L + world.dice().below(Trait.AMOUNT, -index - size * kind.number, 12_000);
    boolean trial = kind == Kind.FIRST && "trialing".equals(subscriptions.status(index));
    long due = trial ? 0 : Money.fromCents(cents, currency);
    long paid = status.equals("paid") ? due : index % 3 == 1 ? Money.share(due, 25, currency) : 0;
    for (String field :
        List.of("subtotal", "subtotal_excluding_tax", "total", "total_excluding_tax")) {
      invoice.put(field, due);
    }
    invoice.put("amount_due", due).put("amount_paid", paid).put("amount_remaining", due - paid);
    invoice.put("status", status);
    invoice.set("lines", lines(invoice, due));
    if (!status.equals("draft")) {
      String serial = world.serials().of(customer(index)).substring(0, 8);
      invoice.put("number", serial + "-%d%03d".formatted(kind.number, index % 1_000));
      invoice.put("hosted_invoice_url", "https://invoice.stripe.com/i/" + id(index));
      invoice.put("effective_at", created(index));
    }
  }

  private static ObjectNode lines(ObjectNode invoice, long due) {
    String id = invoice.path("id").textValue();
    ObjectNode line = Json.object().put("id", id.replace("in_", "il_")).put("object", "line_item");
    line.put("amount", due).put("currency", invoice.path("currency").textValue());
    line.put("invoice", id).put("quantity", 1);
    return Json.list("/v1/invoices/" + id + "/lines", List.of(line), false);
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }
}
