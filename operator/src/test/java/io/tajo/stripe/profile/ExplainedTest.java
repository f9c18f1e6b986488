package io.tajo.stripe.profile;

import static io.tajo.stripe.profile.Given.amountOff;
import static io.tajo.stripe.profile.Given.charge;
import static io.tajo.stripe.profile.Given.customer;
import static io.tajo.stripe.profile.Given.day;
import static io.tajo.stripe.profile.Given.discount;
import static io.tajo.stripe.profile.Given.item;
import static io.tajo.stripe.profile.Given.monthly;
import static io.tajo.stripe.profile.Given.paid;
import static io.tajo.stripe.profile.Given.percentOff;
import static io.tajo.stripe.profile.Given.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.profile.MonthlyItem.Effect;
import io.tajo.stripe.profile.Origin.Choice;
import io.tajo.stripe.profile.PricedSubscription.Standing;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which objects a figure is made from, and why these. */
class ExplainedTest {
  private static Origin origin(Scene scene, String source) {
    return scene.explained().origin(Source.parse(source).orElseThrow());
  }

  private static List<String> ids(Origin origin) {
    return switch (origin) {
      case Origin.Said said -> said.objects().stream().map(SourceObject::id).toList();
      case Origin.Count(List<SourceObject> things) ->
          things.stream().map(SourceObject::id).toList();
      case Origin.Amount amount ->
          amount.portions().stream()
              .map(portion ->
                  portion.of().id()
                      + " "
                      + portion.adds().bigDecimalValue(2, RoundingMode.HALF_UP)
                      + " "
                      + (portion.rate() == null ? "left out" : portion.rate().basis()))
              .toList();
    };
  }

  private static List<String> ids(Scene scene, String source) {
    return ids(origin(scene, source));
  }

  @Test
  void ofSeveralCustomersTheNewestThatHasAValueSaysIt() {
    Scene scene =
        Scene.of(
            customer(
                "cus_old",
                1,
                c -> {
                  c.name = "Ada";
                  c.phone = "+4420";
                  c.balance = -500;
                }),
            customer("cus_new", 2, c -> c.name = "Ada Lovelace"),
            customer("cus_blank", 3, c -> c.name = " "));

    assertThat(ids(scene, "first_name")).containsExactly("cus_new");
    assertThat(ids(scene, "phone")).containsExactly("cus_old");
    assertThat(ids(scene, "created")).containsExactly("cus_old");
    assertThat(ids(scene, "customer_id")).containsExactly("cus_blank");
    assertThat(ids(scene, "email")).containsExactly("cus_blank", "cus_new", "cus_old");
    assertThat(ids(scene, "language")).isEmpty();
    assertThat(ids(scene, "balance"))
        .containsExactly(
            "cus_blank 0.00 SAME_CURRENCY",
            "cus_new 0.00 SAME_CURRENCY",
            "cus_old -500.00 SAME_CURRENCY");
  }

  @Test
  void aPaymentIsConvertedWhereSomethingSaysHow() {
    Scene scene =
        Scene.of(
                customer("cus_1", 1),
                charge("ch_usd", 1, 1000, 400),
                paid("ch_eur", 2, 1000, "eur"),
                charge(
                    "ch_settled",
                    3,
                    c -> {
                      c.captured = 1000;
                      c.currency = "gbp";
                      c.settled = 1300L;
                      c.settledCurrency = "usd";
                    }),
                paid("ch_chf", 4, 1000, "chf"))
            .reporting("usd", "eur=1.1");

    assertThat(ids(scene, "total_spent"))
        .containsExactly(
            "ch_chf 0.00 left out",
            "ch_settled 1300.00 SETTLEMENT",
            "ch_eur 1100.00 MANIFEST",
            "ch_usd 600.00 SAME_CURRENCY");
    assertThat(ids(scene, "total_spent.chf")).containsExactly("ch_chf 1000.00 SAME_CURRENCY");
    assertThat(ids(scene, "last_payment_amount")).containsExactly("ch_settled 1300.00 SETTLEMENT");
    assertThat(((Origin.Average) origin(scene, "average_order_value")).of().counted()).isEqualTo(3);
    assertThat(ids(scene, "payment_count"))
        .containsExactly("ch_chf", "ch_settled", "ch_eur", "ch_usd");
  }

  @Test
  void aSubscriptionSaysWhichDiscountsItHasAndWhatBecomesOfThem() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            monthly("a", 10_000),
            percentOff("fifth", "20"),
            percentOff("other", "50", "prod_z"),
            amountOff("ten", 1000),
            subscription(
                "sub_1",
                1,
                s -> {
                  s.items = List.of(item("si_1", "a", 1, discount("fifth")));
                  s.discounts =
                      List.of(
                          discount("ten"),
                          discount("other"),
                          discount("over", day(2)),
                          discount("gone"));
                }));

    Origin.Sum sum = (Origin.Sum) origin(scene, "mrr");
    PricedSubscription priced = (PricedSubscription) sum.portions().getFirst().detail();
    MonthlyItem item = priced.monthly().getFirst();

    // 100.00, less a fifth is 80.00, less 10.00 is 70.00.
    assertThat(ids(sum)).containsExactly("sub_1 7000.00 SAME_CURRENCY");
    assertThat(item.discounts().stream().map(one -> one.effect() + " " + one.off()))
        .containsExactly(
            Effect.TAKEN + " 2000",
            Effect.TAKEN + " 1000",
            Effect.OTHER_PRODUCTS + " 0",
            Effect.ENDED + " 0",
            Effect.UNKNOWN_COUPON + " 0");
  }

  @Test
  void aSubscriptionThatDoesNotCountSaysWhy() {
    Scene scene =
        Scene.of(
            customer("cus_1", 1),
            monthly("a", 1000),
            subscription("sub_trial", 1, s -> s.status = "trialing"),
            subscription("sub_void", 2, s -> s.pause = "void"),
            subscription("sub_unpriced", 3, s -> s.items = List.of(item("si_1", "unheard", 1))),
            subscription("sub_good", 4, "a"));

    Origin.Sum sum = (Origin.Sum) origin(scene, "mrr");

    assertThat(
            sum.portions().stream()
                .map(one -> one.of().id() + " " + ((PricedSubscription) one.detail()).standing()))
        .containsExactlyInAnyOrder(
            "sub_trial " + Standing.NOT_PAYING,
            "sub_void " + Standing.PAUSED,
            "sub_unpriced " + Standing.UNPRICED,
            "sub_good " + Standing.COUNTS);
    assertThat(origin(scene, "subscription_status"))
        .isInstanceOfSatisfying(
            Origin.Said.class,
            said -> {
              assertThat(said.choice()).isEqualTo(Choice.PRIMARY);
              assertThat(ids(said)).containsExactly("sub_good");
            });
  }

  @Test
  void theListsFollowTheSubscriptionsThatDecide() {
    Object ada = customer("cus_1", 1);
    Object left = subscription("sub_left", 1, s -> s.status = "canceled");
    Object runs = subscription("sub_runs", 2, s -> s.status = "trialing");

    assertThat(deciding(ada)).isEmpty();
    assertThat(deciding(ada, left)).containsExactly("sub_left canceled");
    assertThat(deciding(ada, left, runs)).containsExactly("sub_runs trialing");
  }

  private static List<String> deciding(Object... rows) {
    return Stream.of(Scene.of(rows).explained())
        .flatMap(explained -> explained.membership().stream())
        .map(thing -> thing.id() + " " + thing.status())
        .toList();
  }
}
