package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checkout sessions of the last 120 days: completed, abandoned with and without consent, and
 * recovered ones; of customers and of new buyers.
 */
final class CheckoutSessions implements Sequence {
  private static final long DAY = 86_400;
  private static final long REACH = Duration.ofDays(120).toSeconds();
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"checkout.session","adaptive_pricing":null,"after_expiration":null,
           "allow_promotion_codes":null,"amount_subtotal":0,"amount_total":0,
           "automatic_tax":{"enabled":false,"liability":null,"provider":null,"status":null},
           "billing_address_collection":null,"cancel_url":"https://example.com/cancel",
           "client_reference_id":null,"client_secret":null,"collected_information":null,
           "consent":null,"consent_collection":null,"created":0,"currency":"usd",
           "currency_conversion":null,"custom_fields":[],"custom_text":{"after_submit":null,
           "shipping_address":null,"submit":null,"terms_of_service_acceptance":null},
           "customer":null,"customer_account":null,"customer_creation":null,
           "customer_details":null,"customer_email":null,"discounts":[],"expires_at":0,
           "invoice":null,"invoice_creation":null,"livemode":false,"locale":null,"metadata":{},
           "mode":"payment","origin_context":null,"payment_intent":null,"payment_link":null,
           "payment_method_collection":"if_required","payment_method_configuration_details":null,
           "payment_method_options":{},"payment_method_types":["card"],"payment_status":"unpaid",
           "permissions":null,"phone_number_collection":{"enabled":false},"recovered_from":null,
           "saved_payment_method_options":null,"setup_intent":null,
           "shipping_address_collection":null,"shipping_cost":null,"shipping_options":[],
           "status":"open","submit_type":null,"subscription":null,
           "success_url":"https://example.com/success","total_details":{"amount_discount":0,
           "amount_shipping":0,"amount_tax":0},"ui_mode":"hosted_page","url":null,
           "wallet_options":null}
          """);

  private final World world;
  private final Customers customers;
  private final String prefix;
  private final long size;

  CheckoutSessions(World world, Customers customers) {
    this.world = world;
    this.customers = customers;
    this.prefix = world.livemode() ? "cs_live_" : "cs_test_";
    this.size = customers.size() / 2;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long created(long index) {
    double position = (index + world.dice().fraction(Trait.TIME, ~index)) / size;
    return world.asOf() - REACH + (long) (position * (REACH - 3_600));
  }

  @Override
  public String id(long index) {
    return prefix + world.serials().of(index);
  }

  @Override
  public long indexOf(String id) {
    long index = world.serials().indexOf(id, prefix);
    return index < size ? index : -1;
  }

  private String status(long index) {
    if (created(index) > world.asOf() - DAY) {
      return "open";
    }
    return index % 10 < 4 ? "complete" : "expired";
  }

  private long customer(long index) {
    return index * 2;
  }

  /** An existing customer's, written otherwise, or a new buyer's. */
  private @Nullable String email(long index) {
    return switch ((int) (index % 6)) {
      case 1 -> customers.address(customer(index));
      case 3 -> " Buyer." + index + "@Example.com";
      case 5 -> index % 12 == 5 ? null : "buyer" + index + "@example.org";
      default -> customers.email(customer(index));
    };
  }

  @Override
  public ObjectNode object(long index) {
    String status = status(index);
    String email = email(index);
    String currency = customers.billedIn(customer(index));
    long amount =
        Money.fromCents(1_500L + world.dice().below(Trait.AMOUNT, ~index, 9_000), currency);
    ObjectNode session = Json.copy(TEMPLATE);
    session.put("id", id(index)).put("livemode", world.livemode());
    session.put("amount_subtotal", amount).put("amount_total", amount).put("currency", currency);
    session.put("created", created(index)).put("expires_at", created(index) + DAY);
    session.put("customer", index % 2 == 0 ? customers.id(customer(index)) : null);
    session
        .put("status", status)
        .put("payment_status", status.equals("complete") ? "paid" : "unpaid");
    if (index % 4 == 1) {
      session.put("customer_email", email);
    } else if (email != null) {
      session.set("customer_details", details(email));
    }
    consent(session, index);
    if (status.equals("open")) {
      session.put("url", "https://checkout.stripe.com/c/pay/" + id(index));
    }
    if (status.equals("expired") && index % 3 != 0) {
      session.set("after_expiration", recovery(index));
    }
    if (status.equals("complete") && index % 10 == 3 && index > 9) {
      session.put("recovered_from", id(index - 7));
    }
    return session;
  }

  /** Asked and given, asked and refused, asked without an answer, and not asked in three ways. */
  private static void consent(ObjectNode session, long index) {
    String given =
        switch ((int) (index % 6)) {
          case 0, 1 -> "opt_in";
          case 2 -> "opt_out";
          default -> null;
        };
    String asked = index % 6 < 4 ? "auto" : index % 6 == 4 ? "none" : null;
    session.set("consent", Json.object().put("promotions", given).putNull("terms_of_service"));
    session.set(
        "consent_collection",
        Json.object()
            .putNull("payment_method_reuse_agreement")
            .put("promotions", asked)
            .put("terms_of_service", "none"));
  }

  private static ObjectNode details(String email) {
    return Json.object()
        .putNull("address")
        .put("email", email)
        .putNull("name")
        .putNull("phone")
        .put("tax_exempt", "none")
        .set("tax_ids", Json.texts(List.of()));
  }

  private ObjectNode recovery(long index) {
    return Json.object()
        .set(
            "recovery",
            Json.object()
                .put("allow_promotion_codes", true)
                .put("enabled", true)
                .put("expires_at", created(index) + 31 * DAY)
                .put("url", "https://buy.stripe.com/r/" + id(index)));
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }
}
