package io.tajo.stripe.sandbox.stripe;

import org.jspecify.annotations.Nullable;

/** Every fate that a charge can have. */
enum ChargeState {
  SUCCEEDED("succeeded", 100, null),
  REFUNDED("succeeded", 100, null, 100),
  PARTLY_REFUNDED("succeeded", 100, null, 40),
  TWICE_REFUNDED("succeeded", 100, null, 30, 20),
  REFUND_FAILED("succeeded", 100, null, 50),
  REFUND_PENDING("succeeded", 100, null, 25),
  DISPUTE_LOST("succeeded", 100, "lost"),
  DISPUTE_WON("succeeded", 100, "won"),
  DISPUTE_OPEN("succeeded", 100, "needs_response"),
  INQUIRY("succeeded", 100, "warning_closed"),
  /** The disputed amount is in the settlement currency. */
  DISPUTE_LOST_ABROAD("succeeded", 100, "lost"),
  /** Authorised, not yet captured. */
  AUTHORISED("succeeded", 0, null),
  /** The hold has expired, which shows as a refund of all of it. */
  HOLD_EXPIRED("succeeded", 0, null, 100),
  /** A part was captured; the remainder shows as a refund. */
  REMAINDER_AS_REFUND("succeeded", 60, null, 40),
  /** A part was captured; of the remainder nothing shows. */
  REMAINDER_HIDDEN("succeeded", 60, null),
  FAILED("failed", 0, null),
  PENDING("pending", 0, null);

  final String status;
  final int captured;
  final @Nullable String dispute;
  private final int refund;
  private final int secondRefund;

  ChargeState(String status, int captured, @Nullable String dispute) {
    this(status, captured, dispute, 0);
  }

  ChargeState(String status, int captured, @Nullable String dispute, int refund) {
    this(status, captured, dispute, refund, 0);
  }

  /**
   * @param captured percent of the amount
   * @param dispute the dispute's status; null: none
   * @param refund percent of the amount; 0: none
   */
  ChargeState(String status, int captured, @Nullable String dispute, int refund, int secondRefund) {
    this.status = status;
    this.captured = captured;
    this.dispute = dispute;
    this.refund = refund;
    this.secondRefund = secondRefund;
  }

  int refunds() {
    return secondRefund > 0 ? 2 : refund > 0 ? 1 : 0;
  }

  int refundPercent(int ordinal) {
    return ordinal == 0 ? refund : secondRefund;
  }

  /** Semantics: status succeeded and something captured. */
  boolean payment() {
    return status.equals("succeeded") && captured > 0;
  }

  /** What the charge was before its refunds. */
  ChargeState beforeRefunds() {
    return switch (this) {
      case HOLD_EXPIRED -> AUTHORISED;
      case REMAINDER_AS_REFUND -> REMAINDER_HIDDEN;
      default -> SUCCEEDED;
    };
  }

  private static final int CYCLE = 50;
  private static final ChargeState[] BY_REMAINDER = {
    REFUNDED, PARTLY_REFUNDED, TWICE_REFUNDED, DISPUTE_LOST, DISPUTE_WON, DISPUTE_OPEN, INQUIRY,
    DISPUTE_LOST_ABROAD, HOLD_EXPIRED, REMAINDER_AS_REFUND, REMAINDER_HIDDEN, FAILED, FAILED,
        FAILED,
    PENDING, AUTHORISED, REFUND_FAILED, REFUND_PENDING
  };

  /** The fate of the charge with this index, whenever it comes to it. */
  static ChargeState of(long charge) {
    int remainder = (int) (charge % CYCLE) - (CYCLE - BY_REMAINDER.length);
    return remainder < 0 ? SUCCEEDED : BY_REMAINDER[remainder];
  }
}
