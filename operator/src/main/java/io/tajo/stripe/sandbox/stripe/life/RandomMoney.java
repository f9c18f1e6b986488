package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Money;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Payments by chance, and invoices by hand. */
final class RandomMoney {
  private static final List<String> CODES =
      List.of("card_declined", "expired_card", "insufficient_funds");

  private final StripeLife life;
  private final Luck luck;

  RandomMoney(StripeLife life, Luck luck) {
    this.life = life;
    this.luck = luck;
  }

  List<Chance> chances() {
    return List.of(
        new Chance("payment", 14, () -> pay(false)),
        new Chance("payment to be settled", 3, () -> pay(true)),
        new Chance("guest's payment", 1, this::guestPays),
        new Chance("settlement", 3, this::settle),
        new Chance("failed payment", 4, this::fail),
        new Chance("refund", 4, () -> refund(luck.percent(40))),
        new Chance("failed refund", 2, this::failRefund),
        new Chance("dispute", 2, this::dispute),
        new Chance("dispute closed", 2, this::closeDispute),
        new Chance("draft", 2, this::draft),
        new Chance("finalized", 3, () -> invoice("draft", i -> life.invoices().finalizeDraft(i))),
        new Chance("invoice paid", 3, () -> invoice("open", i -> life.invoices().pay(i))),
        new Chance("invoice not paid", 2, this::invoiceFails),
        new Chance("voided", 1, () -> invoice("open", i -> life.invoices().voidOpen(i))),
        new Chance(
            "uncollectible", 1, () -> invoice("open", i -> life.invoices().markUncollectible(i))),
        new Chance("overdue", 1, () -> invoice("open", i -> life.invoices().overdue(i))));
  }

  private static String currency(ObjectNode customer, Luck luck) {
    String own = customer.path("currency").asText("");
    return own.isEmpty() || luck.percent(10) ? luck.of(Money.COMMON) : own;
  }

  private boolean pay(boolean unsettled) {
    return luck.any(Resource.CUSTOMERS).map(customer -> paid(customer, unsettled)).orElse(false);
  }

  private boolean paid(ObjectNode customer, boolean unsettled) {
    String currency = currency(customer, luck);
    long amount = Money.fromCents(500L + luck.below(20_000), currency);
    String id = customer.path("id").asText();
    luck.known(
        Resource.CHARGES,
        unsettled
            ? life.payments().succeedUnsettled(id, amount, currency)
            : life.payments().succeed(id, amount, currency));
    return true;
  }

  private boolean guestPays() {
    luck.known(Resource.CHARGES, life.payments().succeed(null, 2_500, "usd"));
    return true;
  }

  private boolean settle() {
    return with(
        luck.any(Resource.CHARGES, c -> succeeded(c) && c.path("balance_transaction").isNull()),
        charge -> life.payments().settle(id(charge)));
  }

  private boolean fail() {
    return with(
        luck.any(Resource.CUSTOMERS),
        customer ->
            life.payments().fail(id(customer), 3_000, currency(customer, luck), luck.of(CODES)));
  }

  private boolean refund(boolean whole) {
    return with(
        luck.any(
            Resource.CHARGES,
            c -> succeeded(c) && left(c) > 0 && !c.path("disputed").booleanValue()),
        charge -> {
          String currency = charge.path("currency").asText();
          long part = Money.share(left(charge), 1 + luck.below(60), currency);
          luck.known(
              Resource.REFUNDS,
              life.payments().refund(id(charge), whole || part == 0 ? left(charge) : part));
        });
  }

  private static long left(ObjectNode charge) {
    return charge.path("amount_captured").longValue() - charge.path("amount_refunded").longValue();
  }

  private static boolean succeeded(ObjectNode charge) {
    return charge.path("status").asText().equals("succeeded")
        && charge.path("amount_captured").longValue() == charge.path("amount").longValue();
  }

  private boolean failRefund() {
    return with(
        luck.any(Resource.REFUNDS, "succeeded").filter(this::ofFullyCaptured),
        refund -> life.payments().failRefund(id(refund)));
  }

  private boolean ofFullyCaptured(ObjectNode refund) {
    return luck.find(Resource.CHARGES, refund.path("charge").asText())
        .filter(RandomMoney::succeeded)
        .filter(charge ->
            charge.path("amount_refunded").longValue() >= refund.path("amount").longValue())
        .isPresent();
  }

  private boolean dispute() {
    return with(
        luck.any(
            Resource.CHARGES,
            c ->
                succeeded(c)
                    && !c.path("disputed").booleanValue()
                    && c.path("amount_refunded").longValue() == 0),
        charge -> luck.known(Resource.DISPUTES, life.payments().dispute(id(charge), "fraudulent")));
  }

  private boolean closeDispute() {
    return with(
        luck.any(Resource.DISPUTES, "needs_response"),
        dispute -> life.payments().closeDispute(id(dispute), luck.percent(50)));
  }

  private boolean draft() {
    return with(
        luck.any(Resource.CUSTOMERS),
        customer -> {
          String currency = currency(customer, luck);
          long amount = Money.fromCents(1_000L + luck.below(9_000), currency);
          luck.known(Resource.INVOICES, life.invoices().draft(id(customer), amount, currency));
        });
  }

  private boolean invoice(String status, Consumer<String> act) {
    return with(
        luck.any(
            Resource.INVOICES,
            i ->
                i.path("status").asText().equals(status)
                    && luck.present(i.path("customer").asText())),
        found -> act.accept(id(found)));
  }

  private boolean invoiceFails() {
    return invoice("open", i -> life.invoices().failPayment(i, luck.of(CODES)));
  }

  static String id(ObjectNode object) {
    return object.path("id").asText();
  }

  static boolean with(Optional<ObjectNode> found, Consumer<ObjectNode> act) {
    found.ifPresent(act);
    return found.isPresent();
  }
}
