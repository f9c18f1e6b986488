package io.tajo.stripe.sandbox.stripe.life;

import static io.tajo.stripe.sandbox.stripe.life.RandomMoney.id;
import static io.tajo.stripe.sandbox.stripe.life.RandomMoney.with;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Subscriptions by chance. */
final class RandomSubscriptions {
  private static final String[] RUNNING = {"active", "trialing", "past_due", "unpaid"};

  private final StripeLife life;
  private final Luck luck;

  RandomSubscriptions(StripeLife life, Luck luck) {
    this.life = life;
    this.luck = luck;
  }

  List<Chance> chances() {
    return List.of(
        new Chance("subscription", 8, () -> subscribe((c, p) -> started(c, p))),
        new Chance("trial", 4, () -> subscribe((c, p) -> trial(c, p))),
        new Chance("incomplete", 1, () -> subscribe((c, p) -> incomplete(c, p))),
        new Chance("quantity", 4, () -> each((acts, s) -> acts.quantity(s, quantity()), RUNNING)),
        new Chance("price", 4, this::price),
        new Chance(
            "cancels at period end",
            2,
            () -> each((acts, s) -> acts.cancelAtPeriodEnd(s, true), "active")),
        new Chance(
            "does not cancel",
            2,
            () -> each((acts, s) -> acts.cancelAtPeriodEnd(s, false), "active")),
        new Chance(
            "collection paused",
            2,
            () -> each((acts, s) -> acts.pauseCollection(s, behavior()), "active")),
        new Chance(
            "collection resumed",
            2,
            () -> each((acts, s) -> acts.pauseCollection(s, null), "active")),
        new Chance("unpaid", 1, () -> each((acts, s) -> acts.status(s, "unpaid"), "past_due")),
        new Chance(
            "incomplete expired",
            1,
            () -> each((acts, s) -> acts.status(s, "incomplete_expired"), "incomplete")),
        new Chance("trial will end", 1, () -> each(SubscriptionActs::trialWillEnd, "trialing")),
        new Chance("trial converts", 2, () -> renewed(SubscriptionActs::convertTrial, "trialing")),
        new Chance("renewal", 4, () -> renewed(SubscriptionActs::renew, "active")),
        new Chance("failed renewal", 2, () -> renewed(SubscriptionActs::failRenewal, "active")),
        new Chance("discount", 3, this::discount),
        new Chance("no discount", 2, () -> each(SubscriptionActs::removeDiscounts, RUNNING)),
        new Chance("subscription ends", 3, () -> each(SubscriptionActs::end, RUNNING)),
        new Chance(
            "upcoming invoice",
            2,
            () -> each((acts, s) -> life.invoices().upcoming(s), "active", "trialing")));
  }

  private int quantity() {
    return 1 + luck.below(9);
  }

  private String behavior() {
    return luck.of(List.of("void", "keep_as_draft", "mark_uncollectible"));
  }

  private boolean subscribe(BiConsumer<String, String> start) {
    return with(
        luck.any(Resource.CUSTOMERS),
        customer ->
            priceIn(customer.path("currency").asText(""))
                .ifPresent(price -> start.accept(id(customer), id(price))));
  }

  /** A recurring price that can be had in a currency; empty: in any. */
  Optional<ObjectNode> priceIn(String currency) {
    return luck.any(
        Resource.PRICES,
        price ->
            price.path("recurring").isObject()
                && (currency.isEmpty() || price.path("currency_options").has(currency)));
  }

  private void started(String customer, String price) {
    know(life.subscriptions().start(customer, price, quantity()));
  }

  private void trial(String customer, String price) {
    know(life.subscriptions().startTrial(customer, price, quantity(), Duration.ofDays(14)));
  }

  private void incomplete(String customer, String price) {
    know(life.subscriptions().startIncomplete(customer, price, quantity()));
  }

  private void know(ObjectNode subscription) {
    luck.known(Resource.SUBSCRIPTIONS, subscription);
    luck.find(Resource.INVOICES, subscription.path("latest_invoice").asText())
        .ifPresent(invoice -> luck.known(Resource.INVOICES, invoice));
  }

  private Optional<ObjectNode> subscription(String... statuses) {
    return luck.any(
        Resource.SUBSCRIPTIONS,
        s ->
            List.of(statuses).contains(s.path("status").asText())
                && s.path("customer").isTextual()
                && !s.path("test_clock").isTextual());
  }

  private boolean each(BiConsumer<SubscriptionActs, String> act, String... statuses) {
    return with(subscription(statuses), found -> act.accept(life.subscriptions(), id(found)));
  }

  private boolean renewed(BiConsumer<SubscriptionActs, String> act, String... statuses) {
    return with(
        subscription(statuses),
        found -> {
          act.accept(life.subscriptions(), id(found));
          luck.find(Resource.SUBSCRIPTIONS, id(found)).ifPresent(this::know);
        });
  }

  private boolean price() {
    return with(
        subscription(RUNNING),
        found ->
            priceIn(found.path("currency").asText())
                .ifPresent(price -> life.subscriptions().price(id(found), id(price))));
  }

  private boolean discount() {
    return with(
        luck.any(Resource.COUPONS),
        coupon -> each((acts, s) -> acts.addDiscount(s, id(coupon)), RUNNING));
  }
}
