package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Json;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.Shapes;
import org.jspecify.annotations.Nullable;

/** What the account sells, and for how much. */
public final class CatalogActs {
  private final Chronicle chronicle;

  CatalogActs(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  /** {@code product.created}. */
  public ObjectNode product(String name) {
    return chronicle.act(() -> {
      ObjectNode product = Shapes.of(Resource.PRODUCTS).put("id", chronicle.newId("prod_"));
      product.put("livemode", chronicle.account().livemode()).put("name", name);
      return chronicle.add("product.created", product.put("updated", chronicle.now()));
    });
  }

  /** {@code product.updated}. */
  public ObjectNode rename(String product, String name) {
    return chronicle.act(() ->
        chronicle.change(
            "product.updated",
            Resource.PRODUCTS,
            product,
            p -> p.put("name", name).put("updated", chronicle.now())));
  }

  /**
   * {@code price.created}: licensed, an amount a unit in minor units.
   *
   * @param interval {@code day}, {@code week}, {@code month}, {@code year}
   */
  public ObjectNode price(String product, long amount, String currency, String interval) {
    return chronicle.act(() -> {
      ObjectNode price = Shapes.of(Resource.PRICES).put("id", chronicle.newId("price_"));
      price.put("currency", currency).put("product", product).put("unit_amount", amount);
      price.put("livemode", chronicle.account().livemode());
      price.put("unit_amount_decimal", Long.toString(amount));
      price.set(
          "recurring",
          Json.object()
              .put("interval", interval)
              .put("interval_count", 1)
              .putNull("meter")
              .putNull("trial_period_days")
              .put("usage_type", "licensed"));
      ObjectNode own = Json.object().putNull("custom_unit_amount");
      own.put("tax_behavior", "unspecified").put("unit_amount", amount);
      own.put("unit_amount_decimal", Long.toString(amount));
      price.set("currency_options", Json.object().set(currency, own));
      return chronicle.add("price.created", price);
    });
  }

  /** {@code price.updated}: another nickname; null: none any more. */
  public ObjectNode nickname(String price, @Nullable String nickname) {
    return chronicle.act(() ->
        chronicle.change(
            "price.updated", Resource.PRICES, price, p -> p.put("nickname", nickname)));
  }

  /**
   * {@code coupon.created}.
   *
   * @param duration {@code forever}, {@code once}, or {@code repeating}: three months
   */
  public ObjectNode coupon(String id, int percentOff, String duration) {
    return chronicle.act(() -> {
      ObjectNode coupon = Shapes.of(Resource.COUPONS).put("id", id).put("name", id);
      coupon.put("duration", duration).put("percent_off", percentOff);
      coupon.put("livemode", chronicle.account().livemode());
      if (duration.equals("repeating")) {
        coupon.put("duration_in_months", 3);
      }
      return chronicle.add("coupon.created", coupon);
    });
  }

  /** {@code coupon.deleted}: its discounts run on. */
  public ObjectNode deleteCoupon(String coupon) {
    return chronicle.act(() -> {
      ObjectNode deleted = chronicle.get(Resource.COUPONS, coupon).put("valid", false);
      chronicle.account().put(deleted);
      chronicle.account().delete(Resource.COUPONS, coupon);
      chronicle.tell("coupon.deleted", deleted);
      return deleted;
    });
  }
}
