package io.tajo.stripe.sandbox.stripe;

/** What every generated object of an account depends on. */
record World(
    Dice dice,
    Serials serials,
    Timeline timeline,
    boolean livemode,
    String account,
    long customers,
    int chargesPerCustomer) {
  static World of(StripeOptions options) {
    Dice dice = new Dice(options.seed());
    return new World(
        dice,
        new Serials(dice),
        Timeline.of(options.asOf(), options.years(), options.spread()),
        options.livemode(),
        options.account(),
        options.customers(),
        options.chargesPerCustomer());
  }

  /** Epoch seconds of what the account shows as the present. */
  long asOf() {
    return timeline.asOf();
  }
}
