package io.tajo.stripe.ledger;

import java.util.List;

/** What subscriptions refer to and the ledger does not know (in full), page by page in id order. */
final class Gaps {
  private final Database database;

  Gaps(Database database) {
    this.database = database;
  }

  List<String> incompletePrices(String after, int limit) {
    return database.read(c ->
        Sql.of(
                """
                select distinct used.price
                from (
                  select i ->> 'price' collate "C" as price, s.currency
                  from subscription s, jsonb_array_elements(s.items) i) used
                left join price p on p.id = used.price
                where used.price > ?
                  and (p.id is null
                    or not p.complete
                      and (p.unit ->> 'amount' is null or p.currency <> used.currency))
                order by used.price
                limit ?
                """,
                after,
                limit)
            .list(c, row -> row.text("price")));
  }

  List<String> unknownProducts(String after, int limit) {
    return database.read(c ->
        Sql.of(
                """
                select distinct p.product
                from subscription s, jsonb_array_elements(s.items) i
                join price p on p.id = i ->> 'price'
                where p.product > ? and not exists (select from product where id = p.product)
                order by p.product
                limit ?
                """,
                after,
                limit)
            .list(c, row -> row.text("product")));
  }

  List<CouponReference> unknownCoupons(String after, int limit) {
    return database.read(c ->
        Sql.of(
                """
                select distinct on (coupon) coupon, customer, subscription, item
                from (
                  select discount ->> 'coupon' collate "C" as coupon, id as customer,
                    null as subscription, null as item
                  from customer where discount is not null and not deleted
                  union all
                  select d ->> 'coupon', null, id, null
                  from subscription, jsonb_array_elements(discounts) d
                  union all
                  select d ->> 'coupon', null, id, i ->> 'id'
                  from subscription, jsonb_array_elements(items) i,
                    jsonb_array_elements(i -> 'discounts') d) used
                where coupon > ? and not exists (select from coupon k where k.id = used.coupon)
                order by coupon, customer, subscription, item
                limit ?
                """,
                after,
                limit)
            .list(
                c,
                row ->
                    new CouponReference(
                        row.text("coupon"),
                        row.textOrNull("customer"),
                        row.textOrNull("subscription"),
                        row.textOrNull("item"))));
  }
}
