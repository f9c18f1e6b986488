package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The disputes of the account's charges: lost, won, open, and inquiries. */
final class Disputes implements Sequence {
  private static final String PREFIX = "du_";
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"dispute","amount":0,"balance_transactions":[],"charge":null,"created":0,
           "currency":"usd","enhanced_eligibility_types":[],"evidence":{},
           "evidence_details":{"due_by":null,"enhanced_eligibility":{},"has_evidence":false,
           "past_due":false,"submission_count":0},"is_charge_refundable":false,"livemode":false,
           "metadata":{},"payment_intent":null,"payment_method_details":null,"reason":"fraudulent",
           "status":"lost"}
          """);

  private final World world;
  private final Charges charges;
  private final Subset subset = new Subset(50, i -> ChargeState.of(i).dispute == null ? 0 : 1);
  private final long size;

  Disputes(World world, Charges charges) {
    this.world = world;
    this.charges = charges;
    this.size = Sequence.first(subset.size(charges.size()), index -> created(index) > world.asOf());
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long created(long index) {
    return charges.created(charge(index)) + Charges.DISPUTE_DELAY;
  }

  @Override
  public String id(long index) {
    return PREFIX + world.serials().of(index);
  }

  @Override
  public long indexOf(String id) {
    long index = world.serials().indexOf(id, PREFIX);
    return index < size ? index : -1;
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

  private boolean abroad(long index) {
    return ChargeState.of(charge(index)) == ChargeState.DISPUTE_LOST_ABROAD;
  }

  long amount(long index) {
    long amount = charges.amount(charge(index));
    return abroad(index) ? Money.settled(amount, charges.currency(charge(index))) : amount;
  }

  String currency(long index) {
    String currency = charges.currency(charge(index));
    return abroad(index) ? Money.settlement(currency) : currency;
  }

  String status(long index) {
    String status = ChargeState.of(charge(index)).dispute;
    return status == null ? "lost" : status;
  }

  /** An inquiry moves no money. */
  boolean withdrawn(long index) {
    return !status(index).startsWith("warning");
  }

  @Nullable ObjectNode withdrawal(long index) {
    return withdrawn(index) ? Settlements.withdrawal(world, this, charges, index) : null;
  }

  @Override
  public ObjectNode object(long index) {
    long charge = charge(index);
    ObjectNode dispute = Json.copy(TEMPLATE);
    dispute.put("id", id(index));
    dispute.put("amount", amount(index));
    ArrayNode transactions = Json.array();
    ObjectNode withdrawal = withdrawal(index);
    if (withdrawal != null) {
      transactions.add(withdrawal);
    }
    dispute.set("balance_transactions", transactions);
    dispute.put("charge", charges.id(charge));
    dispute.put("created", created(index));
    dispute.put("currency", currency(index));
    dispute.put("livemode", world.livemode());
    dispute.put("payment_intent", charges.intent(charge));
    dispute.put("status", status(index));
    return dispute;
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }
}
