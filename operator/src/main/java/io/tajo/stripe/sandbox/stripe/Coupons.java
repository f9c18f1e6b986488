package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Coupons of every duration and kind.
 *
 * @param shown in lists
 * @param deleted seen through discounts alone
 */
record Coupons(Fixed shown, Fixed deleted) {
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"coupon","amount_off":null,"applies_to":null,"created":0,"currency":null,
           "currency_options":null,"duration":"forever","duration_in_months":null,"livemode":false,
           "max_redemptions":null,"metadata":{},"name":null,"percent_off":null,"redeem_by":null,
           "times_redeemed":0,"valid":true}
          """);
  private static final String THREE_MONTHS = "\"duration\":\"repeating\",\"duration_in_months\":3";
  private static final String YEARS = "\"duration\":\"repeating\",\"duration_in_months\":48";
  private static final String OPTIONS =
      """
      "currency_options":{"usd":{"amount_off":500},"eur":{"amount_off":450},"gbp":{"amount_off":400},
       "jpy":{"amount_off":600}}\
      """;
  private static final List<String[]> SHOWN =
      List.of(
          new String[] {"FOREVER10", "\"percent_off\":10"},
          new String[] {"HALFONCE", "\"percent_off\":50,\"duration\":\"once\""},
          new String[] {"Z4OV52SU", "\"percent_off\":25.5," + THREE_MONTHS},
          new String[] {"LOYAL48", "\"percent_off\":33.333," + YEARS},
          new String[] {"FIVEOFF", "\"amount_off\":500,\"currency\":\"usd\"," + OPTIONS},
          new String[] {
            "TENONCE", "\"amount_off\":1000,\"currency\":\"usd\",\"duration\":\"once\""
          },
          new String[] {"EURO7", "\"amount_off\":700,\"currency\":\"eur\"," + YEARS},
          new String[] {"ONLYPRO", "\"percent_off\":20,\"applies_to\":{\"products\":[]}"},
          new String[] {
            "PROMINUS3", "\"amount_off\":300,\"currency\":\"usd\",\"applies_to\":{\"products\":[]}"
          },
          new String[] {"FREE4EVER", "\"percent_off\":100"},
          new String[] {"EXPIRED", "\"percent_off\":15,\"valid\":false,\"redeem_by\":1500000000"});
  private static final List<String[]> DELETED =
      List.of(
          new String[] {"GONE15", "\"percent_off\":15,\"valid\":false"},
          new String[] {
            "GONE9", "\"amount_off\":900,\"currency\":\"usd\",\"valid\":false," + THREE_MONTHS
          });

  static Coupons of(World world) {
    return new Coupons(
        Fixed.of(coupons(world, SHOWN, 0), true, true),
        Fixed.of(coupons(world, DELETED, SHOWN.size()), false, false));
  }

  private static List<ObjectNode> coupons(World world, List<String[]> lines, int first) {
    List<ObjectNode> coupons = new ArrayList<>();
    for (String[] line : lines) {
      ObjectNode coupon = Json.copy(TEMPLATE);
      coupon.put("id", line[0]).put("name", line[0]).put("livemode", world.livemode());
      coupon.put("created", world.timeline().start() + 7_200 + (first + coupons.size()) * 60L);
      coupon.setAll(Json.template("{" + line[1] + "}"));
      if (coupon.path("applies_to").isObject()) {
        coupon.set(
            "applies_to",
            Json.object().set("products", Json.array().add(Products.id(world, Products.PRO))));
      }
      coupons.add(coupon);
    }
    return coupons;
  }

  /** Any of them, deleted ones seldom. */
  static String pick(Dice dice, long index) {
    List<String[]> from = dice.below(Trait.COUPON, ~index, 12) == 0 ? DELETED : SHOWN;
    return dice.pick(Trait.COUPON, index, from)[0];
  }

  /** Seconds that a discount with this coupon runs; null: without an end. */
  static @Nullable Long running(String coupon) {
    return switch (coupon) {
      case "Z4OV52SU", "GONE9" -> 90 * 86_400L;
      case "LOYAL48", "EURO7" -> 48 * 30 * 86_400L;
      default -> null;
    };
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }
}
