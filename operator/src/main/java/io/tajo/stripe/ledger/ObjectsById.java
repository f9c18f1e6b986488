package io.tajo.stripe.ledger;

import io.tajo.stripe.profile.CustomerRow;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of single objects of Stripe. */
public final class ObjectsById {
  private final Database database;

  ObjectsById(Database database) {
    this.database = database;
  }

  /** A customer, also one that makes no contact; empty where the ledger never saw it. */
  public Optional<CustomerRow> customer(String id) {
    return database.read(c -> StripeTables.CUSTOMERS.having(c, "id", List.of(id))).stream()
        .findFirst();
  }

  /** When each object was last seen, as far as it is known at all. */
  public Map<String, Instant> seen(Kind kind, Collection<String> ids) {
    Map<String, Instant> seen = new HashMap<>();
    if (!ids.isEmpty()) {
      database
          .read(c ->
              Sql.of("select id, as_of from " + kind.table() + " where id = any (?::text[])", ids)
                  .list(c, row -> Map.entry(row.text("id"), row.instant("as_of"))))
          .forEach(entry -> seen.put(entry.getKey(), entry.getValue()));
    }
    return seen;
  }

  /** The sum of the refunds of each charge that are known and did not fail, in minor units. */
  public Map<String, Long> refunded(Collection<String> charges) {
    Map<String, Long> refunded = new HashMap<>();
    if (!charges.isEmpty()) {
      database
          .read(c ->
              Sql.of(
                      "select charge, sum(amount)::bigint as amount from refund"
                          + " where charge = any (?::text[])"
                          + " and coalesce(status, '') not in ('failed', 'canceled')"
                          + " group by charge",
                      charges)
                  .list(c, row -> Map.entry(row.text("charge"), row.number("amount"))))
          .forEach(entry -> refunded.put(entry.getKey(), entry.getValue()));
    }
    return refunded;
  }

  /** Those of the charges whose settlement is known. */
  public Set<String> settled(Collection<String> charges) {
    return among(Kind.CHARGE, charges, "settled_amount is not null");
  }

  /** Those of the invoices that are paid, void or uncollectible. */
  public Set<String> finalInvoices(Collection<String> invoices) {
    return among(Kind.INVOICE, invoices, "status in ('paid', 'void', 'uncollectible')");
  }

  private Set<String> among(Kind kind, Collection<String> ids, String condition) {
    return ids.isEmpty()
        ? Set.of()
        : new HashSet<>(
            database.read(c ->
                Sql.of(
                        "select id from %s where id = any (?::text[]) and %s"
                            .formatted(kind.table(), condition),
                        ids)
                    .list(c, row -> row.text("id"))));
  }
}
