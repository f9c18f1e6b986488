package io.tajo.stripe.pipeline.events;

import io.tajo.stripe.ledger.TakingIn;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose events are being taken in.
 *
 * @param payers customers by charge
 * @param homes the addresses that customers had who are deleted now
 * @param addresses customers' addresses now
 * @param living how many customers live at each address now; absent: none
 */
record Owners(
    Map<String, String> payers,
    Map<String, Optional<String>> homes,
    Map<String, Optional<String>> addresses,
    Map<String, Long> living) {
  static Owners of(
      TakingIn tx,
      List<Reading> readings,
      Map<String, Optional<String>> homes,
      Collection<String> contacts)
      throws SQLException {
    Set<String> charges = new HashSet<>();
    Set<String> customers = new HashSet<>();
    for (Reading reading : readings) {
      reading.charge().ifPresent(charges::add);
      reading.customer().ifPresent(customers::add);
    }
    Map<String, String> payers = tx.payersOf(charges);
    customers.addAll(payers.values());
    return new Owners(payers, homes, tx.addressesOf(customers), tx.customersAt(contacts));
  }

  /** The customer that an event is of; empty: nobody. */
  Optional<String> customer(Reading reading) {
    return reading
        .customer()
        .or(() -> reading.charge().flatMap(id -> Optional.ofNullable(payers.get(id))));
  }

  /** The address of a customer's contact: now, or before it was deleted. */
  Optional<String> address(String customer) {
    return addresses
        .getOrDefault(customer, Optional.empty())
        .or(() -> homes.getOrDefault(customer, Optional.empty()));
  }

  /** Whether a customer lives at the address. */
  boolean isShared(String address) {
    return living.getOrDefault(address, 0L) > 0;
  }
}
