package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The account's customers, with everything that real ones have wrong. */
final class Customers implements Sequence {
  private static final String PREFIX = "cus_";
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"customer","address":null,"balance":0,"created":0,"currency":null,
           "default_source":null,"delinquent":false,"description":null,"discount":null,"email":null,
           "invoice_prefix":"","invoice_settings":{"custom_fields":null,"default_payment_method":null,
           "footer":null,"rendering_options":null},"livemode":false,"metadata":{},"name":null,
           "next_invoice_sequence":1,"phone":null,"preferred_locales":[],"shipping":null,
           "tax_exempt":"none","test_clock":null}
          """);
  private static final List<String> UNUSABLE =
      List.of(
          "not-an-email",
          "a@b",
          "two@@example.com",
          "dots@example..com",
          "jo hn@example.com",
          "@x.io");
  private static final List<String> DOMAINS =
      List.of("example.com", "example.net", "example.org", "mail.example.com", "shop.example.io");

  private final World world;
  private final People people;
  private final long burst;

  Customers(World world) {
    this.world = world;
    this.people = new People(world.dice());
    this.burst = Math.min(world.customers() / 50, 150);
  }

  @Override
  public long size() {
    return world.customers();
  }

  /** Some in the middle were imported within one second. */
  @Override
  public long created(long index) {
    long middle = size() / 2;
    long at = index >= middle && index < middle + burst ? middle : index;
    return world.timeline().at((at + world.dice().fraction(Trait.TIME, at)) / Math.max(1, size()));
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

  boolean deleted(long index) {
    return index % 40 == 23;
  }

  @Nullable String testClock(long index) {
    return !world.livemode() && index % 120 == 86 ? "clock_" + world.serials().of(index) : null;
  }

  boolean shown(long index) {
    return !deleted(index) && testClock(index) == null;
  }

  /** Lower case; null for a customer that was never billed. */
  @Nullable String currency(long index) {
    return index % 8 == 7 ? null : world.dice().pick(Trait.CURRENCY, index, Money.COMMON);
  }

  String billedIn(long index) {
    String currency = currency(index);
    return currency == null ? "usd" : currency;
  }

  /** Null, blank, unusable, another customer's in other letters, or its own. */
  @Nullable String email(long index) {
    if (index % 25 == 9) {
      return index % 2 == 0 ? null : "  ";
    }
    if (index % 50 == 21) {
      return UNUSABLE.get((int) (index / 50 % UNUSABLE.size()));
    }
    if (index % 20 == 14) {
      return "  " + address(index - 4).toUpperCase(Locale.ROOT) + '\u00a0';
    }
    return index % 100 == 55 ? address(index - 45) : address(index);
  }

  /** The address that a customer would have of its own. */
  String address(long index) {
    String name = people.first(index) + "." + people.last(index);
    return People.ascii(name).toLowerCase(Locale.ROOT)
        + "."
        + index
        + "@"
        + world.dice().pick(Trait.DOMAIN, index, DOMAINS);
  }

  @Nullable String name(long index) {
    return people.name(index);
  }

  @Override
  public ObjectNode object(long index) {
    if (deleted(index)) {
      return tombstone(id(index));
    }
    ObjectNode customer = Json.copy(TEMPLATE);
    customer.put("id", id(index));
    customer.set("address", people.address(index));
    customer.put("balance", balance(index));
    customer.put("created", created(index));
    customer.put("currency", currency(index));
    customer.put("delinquent", index % 15 == 6);
    customer.put("email", email(index));
    customer.put("invoice_prefix", world.serials().of(index).substring(0, 8));
    customer.put("livemode", world.livemode());
    customer.set("metadata", people.metadata(index));
    customer.put("name", name(index));
    customer.put("phone", people.phone(index));
    customer.set("preferred_locales", people.locales(index));
    customer.put("test_clock", testClock(index));
    if (index % 35 == 5) {
      customer.set("discount", Discounts.ofCustomer(world, index, this));
    }
    return customer;
  }

  private long balance(long index) {
    if (index % 500 == 250) {
      return 9_000_000_000_000_000_000L;
    }
    long amount = 10L * world.dice().below(Trait.BALANCE, index, 2_000);
    return index % 12 == 4 ? -amount : index % 30 == 8 ? amount : 0;
  }

  /** What Stripe shows of a deleted customer. */
  static ObjectNode tombstone(String id) {
    return Json.object().put("id", id).put("object", "customer").put("deleted", true);
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }
}
