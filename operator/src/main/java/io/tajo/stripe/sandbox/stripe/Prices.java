package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices of every kind that figures treat differently.
 *
 * @param shown in lists
 * @param inline made for one subscription: known by id alone
 */
record Prices(Fixed shown, Fixed inline) {
  private static final String EUROS_POUNDS_YEN =
      """
      "currency_options":{"eur":{"unit_amount":%1$d,"unit_amount_decimal":"%1$d"},
       "gbp":{"unit_amount":%2$d,"unit_amount_decimal":"%2$d"},
       "jpy":{"unit_amount":%3$d,"unit_amount_decimal":"%3$d"}}\
      """;
  private static final String TIERS =
      """
      "billing_scheme":"tiered","tiers_mode":"%s","unit_amount":null,"unit_amount_decimal":null,
       "tiers":[{"flat_amount":null,"flat_amount_decimal":null,"unit_amount":900,
       "unit_amount_decimal":"900","up_to":2},{"flat_amount":500,"flat_amount_decimal":"500",
       "unit_amount":null,"unit_amount_decimal":"750.5","up_to":5},{"flat_amount":null,
       "flat_amount_decimal":null,"unit_amount":600,"unit_amount_decimal":"600","up_to":null}]\
      """;

  /** Product, currency, amount a unit, interval, its count, and what else is special. */
  private record Line(
      int product,
      String currency,
      long amount,
      @Nullable String interval,
      int count,
      String more) {}

  private static final List<Line> SHOWN =
      List.of(
          new Line(0, "usd", 900, "month", 1, EUROS_POUNDS_YEN.formatted(900, 800, 1_200)),
          new Line(1, "usd", 2_500, "month", 1, EUROS_POUNDS_YEN.formatted(2_400, 2_100, 3_500)),
          new Line(1, "usd", 25_000, "year", 1, EUROS_POUNDS_YEN.formatted(24_000, 21_000, 35_000)),
          new Line(2, "usd", 9_900, "month", 1, "\"nickname\":\"Business monthly\""),
          new Line(2, "eur", 26_700, "month", 3, ""),
          new Line(2, "usd", 99_999, "year", 1, ""),
          new Line(3, "usd", 150_000, "year", 2, ""),
          new Line(3, "chf", 1_400_000, "year", 1, ""),
          new Line(4, "usd", 0, "month", 1, TIERS.formatted("volume")),
          new Line(4, "usd", 0, "month", 1, TIERS.formatted("graduated")),
          new Line(4, "eur", 0, "month", 1, TIERS.formatted("graduated")),
          new Line(
              5, "usd", 0, "month", 1, "\"unit_amount\":null,\"unit_amount_decimal\":\"0.125\""),
          new Line(6, "usd", 2, "month", 1, "\"recurring\":{\"usage_type\":\"metered\"}"),
          new Line(6, "eur", 3, "month", 1, "\"recurring\":{\"usage_type\":\"metered\"}"),
          new Line(7, "usd", 500, "week", 1, ""),
          new Line(7, "usd", 150, "day", 1, ""),
          new Line(7, "gbp", 700, "week", 2, ""),
          new Line(8, "jpy", 980, "month", 1, ""),
          new Line(8, "krw", 12_000, "month", 1, ""),
          new Line(8, "kwd", 7_500, "month", 1, ""),
          new Line(8, "isk", 150_000, "month", 1, ""),
          new Line(8, "huf", 299_000, "month", 1, ""),
          new Line(8, "ugx", 3_500_000, "month", 1, ""),
          new Line(8, "brl", 4_990, "month", 1, ""),
          new Line(8, "pln", 3_999, "month", 1, ""),
          new Line(8, "cad", 1_199, "month", 1, ""),
          new Line(8, "gbp", 899, "month", 1, ""),
          new Line(8, "eur", 999, "month", 1, ""),
          new Line(0, "usd", 0, "month", 1, "\"nickname\":\"Free\""),
          new Line(9, "usd", 1_900, "month", 1, "\"active\":false,\"nickname\":\"Legacy\""),
          new Line(9, "eur", 1_900, "month", 6, "\"active\":false"),
          new Line(10, "usd", 1_600, null, 0, ""),
          new Line(
              11,
              "usd",
              1_000,
              "month",
              1,
              "\"transform_quantity\":{\"divide_by\":5,\"round\":\"up\"}"),
          new Line(
              11,
              "eur",
              950,
              "month",
              1,
              "\"transform_quantity\":{\"divide_by\":3,\"round\":\"down\"}"));
  private static final List<Line> INLINE =
      List.of(
          new Line(2, "usd", 12_345, "month", 1, ""),
          new Line(2, "eur", 11_111, "month", 1, ""),
          new Line(3, "usd", 777_700, "year", 1, ""));
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"price","active":true,"billing_scheme":"per_unit","created":0,
           "currency":"usd","currency_options":null,"custom_unit_amount":null,"livemode":false,
           "lookup_key":null,"metadata":{},"nickname":null,"product":"","recurring":null,
           "tax_behavior":"unspecified","tiers":null,"tiers_mode":null,"transform_quantity":null,
           "type":"recurring","unit_amount":0,"unit_amount_decimal":"0"}
          """);

  static Prices of(World world) {
    return new Prices(
        Fixed.of(prices(world, SHOWN, 0), true, true),
        Fixed.of(prices(world, INLINE, SHOWN.size()), false, true));
  }

  private static List<ObjectNode> prices(World world, List<Line> lines, int first) {
    List<ObjectNode> prices = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      prices.add(price(world, lines.get(i), first + i));
    }
    return prices;
  }

  private static ObjectNode price(World world, Line line, int number) {
    ObjectNode price = Json.copy(TEMPLATE);
    price.put("id", "price_" + world.serials().of(number));
    price.put("created", world.timeline().start() + 3_600 + number * 60L);
    price.put("currency", line.currency());
    price.put("livemode", world.livemode());
    price.put("product", Products.id(world, line.product()));
    price.put("unit_amount", line.amount());
    price.put("unit_amount_decimal", Long.toString(line.amount()));
    ObjectNode more = Json.template("{" + line.more() + "}");
    if (line.interval() == null) {
      price.put("type", "one_time");
    } else {
      price.set(
          "recurring",
          Json.object()
              .put("interval", line.interval())
              .put("interval_count", line.count())
              .putNull("meter")
              .putNull("trial_period_days")
              .put("usage_type", more.has("recurring") ? "metered" : "licensed"));
    }
    more.remove("recurring");
    price.setAll(more);
    ownCurrencyToo(price);
    return price;
  }

  /** Stripe lists the price's own currency among its options. */
  private static void ownCurrencyToo(ObjectNode price) {
    ObjectNode options =
        price.path("currency_options") instanceof ObjectNode given
            ? Json.copy(given)
            : Json.object();
    ObjectNode own = Json.object();
    for (String field : List.of("unit_amount", "unit_amount_decimal", "tiers")) {
      JsonNode value = price.path(field);
      if (!field.equals("tiers") || value.isArray()) {
        own.set(field, value);
      }
    }
    options.set(price.path("currency").textValue(), own);
    for (Iterator<JsonNode> all = options.elements(); all.hasNext(); ) {
      ((ObjectNode) all.next()).putNull("custom_unit_amount").put("tax_behavior", "unspecified");
    }
    price.set("currency_options", options);
  }

  /** The recurring prices that a subscription in this currency can have. */
  List<ObjectNode> in(String currency) {
    return shown.objects().stream()
        .filter(price -> price.path("currency_options").has(currency))
        .filter(price -> price.path("recurring").isObject())
        .toList();
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }
}
