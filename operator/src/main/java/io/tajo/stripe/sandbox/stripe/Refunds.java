package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.LongStream;

/** The refunds of the account's charges, uncaptured remainders that show as refunds included. */
final class Refunds implements Sequence {
  private static final List<String> PREFIXES = List.of("re_", "pyr_");
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"refund","amount":0,"balance_transaction":null,"charge":null,"created":0,
           "currency":"usd","destination_details":{"card":{"type":"refund"},"type":"card"},
           "metadata":{},"payment_intent":null,"reason":null,"receipt_number":null,
           "source_transfer_reversal":null,"status":"succeeded","transfer_reversal":null}
          """);

  private final World world;
  private final Charges charges;
  private final Subset subset = new Subset(50, i -> ChargeState.of(i).refunds());
  private final long size;

  Refunds(World world, Charges charges) {
    this.world = world;
    this.charges = charges;
    this.size = Sequence.first(subset.size(charges.size()), index -> created(index) > world.asOf());
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long created(long index) {
    return charges.created(charge(index)) + Charges.REFUND_DELAY;
  }

  @Override
  public String id(long index) {
    return (charges.card(charge(index)) ? "re_" : "pyr_") + world.serials().of(index);
  }

  @Override
  public long indexOf(String id) {
    for (String prefix : PREFIXES) {
      long index = world.serials().indexOf(id, prefix);
      if (index >= 0 && index < size && id(index).equals(id)) {
        return index;
      }
    }
    return -1;
  }

  long charge(long index) {
    return subset.owner(index);
  }

  LongStream ofCharge(String id) {
    long charge = charges.indexOf(id);
    return charge < 0
        ? LongStream.empty()
        : LongStream.range(subset.first(charge), subset.first(charge + 1)).filter(i -> i < size);
  }

  long amount(long index) {
    return charges.refund(charge(index), subset.ordinal(index));
  }

  /** Of its balance transaction. */
  String reportingCategory(long index) {
    return charges.state(charge(index)) == ChargeState.REMAINDER_AS_REFUND
        ? "partial_capture_reversal"
        : "refund";
  }

  boolean settled(long index) {
    return switch (charges.state(charge(index))) {
      case HOLD_EXPIRED, REFUND_PENDING -> false;
      default -> charges.settled(charge(index));
    };
  }

  @Override
  public ObjectNode object(long index) {
    long charge = charge(index);
    ObjectNode refund = Json.copy(TEMPLATE);
    refund.put("id", id(index));
    refund.put("amount", amount(index));
    refund.put("balance_transaction", settled(index) ? Settlements.ofRefund(world, index) : null);
    refund.put("charge", charges.id(charge));
    refund.put("created", created(index));
    refund.put("currency", charges.currency(charge));
    refund.put("payment_intent", charges.intent(charge));
    refund.put(
        "status",
        switch (charges.state(charge)) {
          case REFUND_FAILED -> "failed";
          case REFUND_PENDING -> "pending";
          default -> "succeeded";
        });
    return refund;
  }
}
