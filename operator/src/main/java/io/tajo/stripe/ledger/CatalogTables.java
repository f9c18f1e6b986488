package io.tajo.stripe.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tajo.stripe.profile.CouponRow;
import io.tajo.stripe.profile.PriceRow;
import io.tajo.stripe.profile.ProductRow;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The tables of what subscriptions refer to; nothing is ever removed from them. */
final class CatalogTables {
  private static final TypeReference<PriceRow.Unit> UNIT = new TypeReference<>() {};
  private static final TypeReference<Map<String, PriceRow.Unit>> UNITS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Long>> AMOUNTS = new TypeReference<>() {};
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private CatalogTables() {}

  static final Table<ProductRow> PRODUCTS =
      Table.of("product", r -> new ProductRow(r.text("id"), r.text("name")))
          .stamp("as_of")
          .guard(StripeTables.NEWEST)
          .text("id", ProductRow::id)
          .text("name", ProductRow::name);

  /** What was read in full replaces what is known from a subscription item, never the reverse. */
  static final Table<PriceRow> PRICES =
      Table.of("price", CatalogTables::price)
          .stamp("as_of")
          .guard(
              "excluded.complete and not t.complete"
                  + " or excluded.complete = t.complete and "
                  + StripeTables.NEWEST)
          .text("id", PriceRow::id)
          .text("product", PriceRow::product)
          .text("nickname", PriceRow::nickname)
          .text("currency", PriceRow::currency)
          .json("unit", PriceRow::unit)
          .text("tiers_mode", PriceRow::tiersMode)
          .text("interval_unit", PriceRow::interval)
          .number("interval_count", PriceRow::intervalCount)
          .flag("metered", PriceRow::metered)
          .number("divide_by", PriceRow::divideBy)
          .flag("round_up", PriceRow::roundUp)
          .json("currency_options", PriceRow::currencyOptions)
          .flag("complete", PriceRow::complete);

  static final Table<CouponRow> COUPONS =
      Table.of("coupon", CatalogTables::coupon)
          .stamp("as_of")
          .guard(StripeTables.NEWEST)
          .text("id", CouponRow::id)
          .text("duration", CouponRow::duration)
          .decimal("percent_off", CouponRow::percentOff)
          .number("amount_off", CouponRow::amountOff)
          .text("currency", CouponRow::currency)
          .json("amount_off_by_currency", CouponRow::amountOffByCurrency)
          .json("applies_to", CouponRow::appliesTo);

  private static PriceRow price(Row r) throws SQLException {
    return new PriceRow(
        r.text("id"),
        r.textOrNull("product"),
        r.textOrNull("nickname"),
        r.text("currency"),
        r.json("unit", UNIT),
        r.textOrNull("tiers_mode"),
        r.textOrNull("interval_unit"),
        r.number("interval_count"),
        r.flag("metered"),
        r.numberOrNull("divide_by"),
        r.flag("round_up"),
        r.json("currency_options", UNITS),
        r.flag("complete"));
  }

  private static CouponRow coupon(Row r) throws SQLException {
    return new CouponRow(
        r.text("id"),
        r.text("duration"),
        r.decimalOrNull("percent_off"),
        r.numberOrNull("amount_off"),
        r.textOrNull("currency"),
        r.json("amount_off_by_currency", AMOUNTS),
        r.json("applies_to", TEXTS));
  }
}
