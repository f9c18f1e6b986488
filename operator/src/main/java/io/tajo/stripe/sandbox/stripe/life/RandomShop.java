package io.tajo.stripe.sandbox.stripe.life;

import static io.tajo.stripe.sandbox.stripe.life.RandomMoney.id;
import static io.tajo.stripe.sandbox.stripe.life.RandomMoney.with;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checkout sessions and the catalog by chance. A session ends in the act that opens it. */
final class RandomShop {
  private final StripeLife life;
  private final Luck luck;
  private int made;

  RandomShop(StripeLife life, Luck luck) {
    this.life = life;
    this.luck = luck;
  }

  List<Chance> chances() {
    return List.of(
        new Chance("checkout", 4, this::complete),
        new Chance("checkout by debit", 2, this::debit),
        new Chance("abandoned", 4, this::abandon),
        new Chance("guest abandons", 2, this::guestAbandons),
        new Chance("recovered", 2, this::recover),
        new Chance("product renamed", 1, this::rename),
        new Chance("price nicknamed", 1, this::nickname),
        new Chance("new price", 1, this::newPrice),
        new Chance("new coupon", 1, this::newCoupon),
        new Chance("coupon deleted", 1, this::deleteCoupon));
  }

  private ObjectNode open(@Nullable String customer, @Nullable String email) {
    ObjectNode session =
        life.checkouts()
            .open(
                customer,
                email,
                1_500L + luck.below(9_000),
                "usd",
                luck.of(List.of(PromotionConsent.values())));
    luck.known(Resource.CHECKOUT_SESSIONS, session);
    return session;
  }

  private ObjectNode open(ObjectNode customer) {
    return open(id(customer), customer.path("email").textValue());
  }

  private boolean complete() {
    return with(
        luck.any(Resource.CUSTOMERS), customer -> life.checkouts().complete(id(open(customer))));
  }

  private boolean debit() {
    return with(
        luck.any(Resource.CUSTOMERS),
        customer -> {
          String session = id(life.checkouts().completeUnpaid(id(open(customer))));
          if (luck.percent(60)) {
            life.checkouts().debitSucceeds(session);
          } else {
            life.checkouts().debitFails(session);
          }
        });
  }

  private boolean abandon() {
    return with(
        luck.any(Resource.CUSTOMERS),
        customer -> life.checkouts().expire(id(open(customer)), luck.percent(80)));
  }

  private boolean guestAbandons() {
    String email = "person." + luck.below(80) + "@example.com";
    life.checkouts().expire(id(open(null, email)), luck.percent(80));
    return true;
  }

  private boolean recover() {
    return with(
        luck.any(
            Resource.CHECKOUT_SESSIONS,
            s ->
                s.path("status").asText().equals("expired")
                    && s.path("after_expiration").isObject()
                    && (s.path("customer").isNull() || luck.present(s.path("customer").asText()))),
        expired -> life.checkouts().recover(id(expired)));
  }

  private boolean rename() {
    return with(
        luck.any(Resource.PRODUCTS), product -> life.catalog().rename(id(product), next("Plan ")));
  }

  private boolean nickname() {
    return with(
        luck.any(Resource.PRICES), price -> life.catalog().nickname(id(price), next("Nickname ")));
  }

  private boolean newPrice() {
    String product = id(life.catalog().product(next("Product ")));
    luck.known(
        Resource.PRICES,
        life.catalog().price(product, 100L * (1 + luck.below(90)), "usd", "month"));
    return true;
  }

  private boolean newCoupon() {
    luck.known(
        Resource.COUPONS,
        life.catalog()
            .coupon(
                next("CHANCE"),
                5 + luck.below(60),
                luck.of(List.of("forever", "once", "repeating"))));
    return true;
  }

  private boolean deleteCoupon() {
    return with(
        luck.any(Resource.COUPONS),
        coupon -> {
          life.catalog().deleteCoupon(id(coupon));
          luck.forget(Resource.COUPONS, id(coupon));
        });
  }

  private String next(String name) {
    made++;
    return name + made;
  }
}
