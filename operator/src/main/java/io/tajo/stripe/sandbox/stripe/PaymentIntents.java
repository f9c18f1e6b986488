package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The payment intents of those charges that were not made directly. */
final class PaymentIntents implements Sequence {
  private static final String PREFIX = "pi_";
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"payment_intent","amount":0,"amount_capturable":0,
           "amount_details":{"tip":{}},"amount_received":0,"application":null,
           "application_fee_amount":null,"automatic_payment_methods":null,"canceled_at":null,
           "cancellation_reason":null,"capture_method":"automatic","client_secret":null,
           "confirmation_method":"automatic","created":0,"currency":"usd","customer":null,
           "customer_account":null,"description":null,"last_payment_error":null,
           "latest_charge":null,"livemode":false,"metadata":{},"next_action":null,
           "on_behalf_of":null,"payment_method":null,"payment_method_options":{},
           "payment_method_types":["card"],"processing":null,"receipt_email":null,"review":null,
           "setup_future_usage":null,"shipping":null,"source":null,"statement_descriptor":null,
           "statement_descriptor_suffix":null,"status":"succeeded","transfer_data":null,
           "transfer_group":null}
          """);

  private final World world;
  private final Charges charges;

  PaymentIntents(World world, Charges charges) {
    this.world = world;
    this.charges = charges;
  }

  @Override
  public long size() {
    return charges.size();
  }

  @Override
  public long created(long index) {
    return charges.created(index);
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
    if (charges.intent(index) == null) {
      return null;
    }
    ChargeState state = charges.state(index);
    ObjectNode intent = Json.copy(TEMPLATE);
    intent.put("id", id(index));
    intent.put("amount", charges.amount(index));
    intent.put("amount_received", charges.captured(index));
    intent.put("created", created(index));
    intent.put("currency", charges.currency(index));
    intent.put("customer", charges.customer(index));
    intent.put("latest_charge", charges.id(index));
    intent.put("livemode", world.livemode());
    intent.put(
        "status",
        switch (state) {
          case FAILED -> "requires_payment_method";
          case PENDING -> "processing";
          case AUTHORISED -> "requires_capture";
          case HOLD_EXPIRED -> "canceled";
          default -> "succeeded";
        });
    if (state == ChargeState.FAILED) {
      intent.set(
          "last_payment_error",
          Json.object()
              .put("charge", charges.id(index))
              .put("code", "card_declined")
              .put("decline_code", "generic_decline")
              .put("message", "Your card was declined.")
              .put("type", "card_error"));
    }
    return intent;
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }
}
